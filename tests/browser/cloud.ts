import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { oidcSignIn } from "../../functions/review/oidc.ts";
import { startLocal } from "../../stacks/local/compose.ts";
import { type Issuer, startIssuer } from "../connected/api/issuer.ts";
import { clientWith, freePort } from "../connected/belaeg-process.ts";

export interface CloudBelaeg {
  origin: string;
  issuer: Issuer;
  /** A program with an access token of the provider, for who is named by the claims. */
  program(claims?: Record<string, unknown>): Promise<ReturnType<typeof clientWith>>;
  /** Moves the server's clock for sessions. */
  later(seconds: number): void;
  stop(): Promise<void>;
}

/** The whole of Belæg with an identity provider, as the cloud has one: cookies, redirects and sessions are the real ones. */
export async function startCloudBelaeg(): Promise<CloudBelaeg> {
  const [data, port, issuer] = await Promise.all([
    mkdtemp(join(tmpdir(), "belaeg-browser-cloud-")),
    freePort(),
    startIssuer(),
  ]);
  const origin = `http://127.0.0.1:${port}`;
  const settings = { issuer: issuer.issuer, clientId: "belaeg-web", audience: "belaeg-api" };
  let ahead = 0;
  const now = () => new Date(Date.now() + ahead * 1000);
  const local = await startLocal({
    data,
    port,
    host: "127.0.0.1",
    environment: { PATH: process.env.PATH },
    signIn: ({ store, secret }) => oidcSignIn({ settings, site: origin, secret, store, now }),
  });
  return {
    origin,
    issuer,
    program: async (claims = {}) => clientWith(origin, await issuer.token(claims)),
    later(seconds) {
      ahead += seconds;
    },
    async stop() {
      await local.stop();
      await issuer.stop();
      await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
