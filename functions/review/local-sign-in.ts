import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { derive, type PersonId } from "../evidence/ids.ts";
import { Person, type Role } from "../evidence/workspace.ts";
import type { Store } from "../store/dynamo-store.ts";
import { ApiError } from "./api-error.ts";
import type { Auth } from "./deps.ts";
import { json, open } from "./route.ts";
import { cookieNameFor, hostCookie, presented } from "./session-cookie.ts";

/** The people of one machine, and the role each has in the sample workspace. `outsider` is member of nothing. */
const LOCAL_PEOPLE: readonly { email: string; name: string; role?: Role }[] = [
  { email: "owner@example.test", name: "Ejer", role: "owner" },
  { email: "editor@example.test", name: "Redaktør", role: "editor" },
  { email: "expert1@example.test", name: "Ekspert 1", role: "expert" },
  { email: "expert2@example.test", name: "Ekspert 2", role: "expert" },
  { email: "reader@example.test", name: "Læser", role: "reader" },
  { email: "outsider@example.test", name: "Udenforstående" },
];

const ISSUER = "belaeg:local";
const AUDIENCE = "belaeg:api";
const HOURS = 10;

const personOf = ({ email, name }: { email: string; name: string }): Person => ({
  id: `per_${derive("local", email)}` as PersonId,
  name,
  email,
});

/**
 * Signing in without a password as one of a few sample people: for one machine only. Nothing of the cloud's handler
 * imports this file, so it is in no bundle that leaves the machine.
 * @param secret signs the tokens; whoever has it can be anybody.
 */
export function localSignIn({
  store,
  secret,
  now = () => new Date(),
}: {
  store: Pick<Store, "person" | "putPerson">;
  secret: string;
  now?: () => Date;
}): Auth {
  const key = new TextEncoder().encode(secret);
  let known: Promise<void> | undefined;
  // somebody can be invited before she has ever signed in
  const everybodyKnown = () => {
    known ??= Promise.all(LOCAL_PEOPLE.map((each) => store.putPerson(personOf(each), true))).then(
      () => undefined,
      (error: unknown) => {
        known = undefined;
        throw error;
      },
    );
    return known;
  };

  return {
    async personOf(request) {
      const token = presented(request, cookieNameFor(request))?.value;
      if (token === undefined || token.length > 4096) return undefined;
      try {
        const { payload } = await jwtVerify(token, key, {
          issuer: ISSUER,
          audience: AUDIENCE,
          algorithms: ["HS256"],
          requiredClaims: ["exp", "sub"],
          currentDate: now(),
        });
        await everybodyKnown();
        return await store.person(payload.sub as PersonId);
      } catch (error) {
        if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J")) return undefined;
        throw error;
      }
    },
    // the token is good till it expires; what goes is the cookie, and not at another site's wish
    async signOut(request) {
      presented(request, cookieNameFor(request));
      return {};
    },
    config: async () => ({ local: true, people: LOCAL_PEOPLE }),
    routes: [
      open({
        method: "post",
        path: "/auth/local",
        summary: "Sign in as one of this machine's people. Never in the cloud.",
        body: z.strictObject({ email: z.string().max(200) }),
        answers: {
          200: { description: "A token, also set as cookie.", schema: z.object({ token: z.string(), person: Person }) },
        },
        handle: async ({ request, body }) => {
          const found = LOCAL_PEOPLE.find(({ email }) => email === body.email.trim().toLowerCase());
          if (found === undefined) {
            throw new ApiError("unknown-person", { faults: [{ path: "email", message: "unknown", code: "custom" }] });
          }
          await everybodyKnown();
          const person = personOf(found);
          const at = Math.floor(now().getTime() / 1000);
          const token = await new SignJWT({})
            .setProtectedHeader({ alg: "HS256", typ: "JWT" })
            .setSubject(person.id)
            .setIssuer(ISSUER)
            .setAudience(AUDIENCE)
            .setIssuedAt(at)
            .setExpirationTime(at + HOURS * 3600)
            .sign(key);
          const response = json({ token, person });
          response.headers.append("set-cookie", hostCookie(cookieNameFor(request), token, HOURS * 3600));
          return response;
        },
      }),
    ],
  };
}
