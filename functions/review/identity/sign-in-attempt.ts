import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { cookieOf } from "../session-cookie.ts";

/** How long somebody may take at the provider: passwords, telephones and doubts included. */
export const ATTEMPT_SECONDS = 600;

/** What must be known again when somebody comes back from the provider. */
const Attempt = z.object({
  state: z.string(),
  nonce: z.string(),
  /** The proof (PKCE) whose hash the provider was given. */
  verifier: z.string(),
  returnTo: z.string(),
  /** Seconds since 1970. */
  startedAt: z.number(),
});
export type Attempt = z.infer<typeof Attempt>;

const PREFIX = "__Host-belaeg-sign-in-";
const IV = 12;
const TAG = 16;

const random = () => randomBytes(32).toString("base64url");
const sha256 = (text: string) => createHash("sha256").update(text);

export const newAttempt = (returnTo: string, startedAt: number): Attempt => ({
  state: random(),
  nonce: random(),
  verifier: random(),
  returnTo,
  startedAt,
});

/** The proof's hash, as the provider wants it (S256). */
export const challengeOf = ({ verifier }: Attempt) => sha256(verifier).digest("base64url");
export const attemptKey = (state: string) => sha256(state).digest("hex");

/**
 * Keeps an attempt in a cookie that only this installation can read or make. Each has a cookie of its own, named after its
 * state, so that two tabs that sign in at once do not take each other's.
 */
export function attemptCookies(secret: string) {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "belaeg sign-in attempt", 32));
  const nameOf = (state: string) => PREFIX + attemptKey(state).slice(0, 16);

  return {
    nameOf,
    seal(attempt: Attempt): string {
      const iv = randomBytes(IV);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(nameOf(attempt.state)));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(attempt), "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    /** @returns the attempt that this browser began under `state`; nothing for one forged, foreign or too old. */
    open(request: Request, state: string, now: number): Attempt | undefined {
      const sealed = Buffer.from(cookieOf(request, nameOf(state)) ?? "", "base64url");
      if (sealed.length <= IV + TAG) return undefined;
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV))
          .setAAD(Buffer.from(nameOf(state)))
          .setAuthTag(sealed.subarray(IV, IV + TAG));
        const text = Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]).toString("utf8");
        const attempt = Attempt.parse(JSON.parse(text));
        const age = now - attempt.startedAt;
        return attempt.state === state && age >= -60 && age <= ATTEMPT_SECONDS ? attempt : undefined;
      } catch {
        return undefined;
      }
    },
    /** Names of attempts this browser still carries, so that many begun and none finished do not fill its requests. */
    carried: (request: Request): string[] =>
      (request.headers.get("cookie") ?? "")
        .split(";")
        .map((part) => part.trim().split("=")[0]!)
        .filter((name) => name.startsWith(PREFIX)),
  };
}
