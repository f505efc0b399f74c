import { z } from "zod";
import type { ReviewDeps } from "../review/deps.ts";
import { oidcSignIn } from "../review/oidc.ts";
import { connect } from "./connect.ts";
import { readSettings } from "./settings.ts";
import { versionIn } from "./version.ts";

/**
 * | variable | meaning |
 * | --- | --- |
 * | `BELAEG_SESSION_SECRET` | secret of this installation, at least 32 characters |
 * | `BELAEG_OIDC_ISSUER`, `BELAEG_OIDC_CLIENT_ID` | the identity provider, and what it calls us |
 * | `BELAEG_OIDC_AUDIENCE` | whom access tokens are for, where that is not the client |
 * | `BELAEG_OIDC_TENANTS` | tenants that may come in, with commas between; empty for a provider without tenants |
 * | `BELAEG_VERSION` | what `/api/health` says |
 */
const Environment = z.object({
  BELAEG_SESSION_SECRET: z.string().min(32),
  BELAEG_OIDC_ISSUER: z.url({ protocol: /^https?$/ }),
  BELAEG_OIDC_CLIENT_ID: z.string().min(1),
  BELAEG_OIDC_AUDIENCE: z.string().optional(),
  BELAEG_OIDC_TENANTS: z.string().optional(),
});

const orNothing = (text: string | undefined) => (text === undefined || text.trim() === "" ? undefined : text.trim());

/** What the review API touches in the cloud. People come in through the identity provider, and no other way. */
export function wireReview(environment: Readonly<Record<string, string | undefined>> = process.env): ReviewDeps {
  const env = Environment.parse(environment);
  const settings = readSettings(environment);
  const { store, objects, outbox } = connect(settings);
  const audience = orNothing(env.BELAEG_OIDC_AUDIENCE);
  const tenants = orNothing(env.BELAEG_OIDC_TENANTS)
    ?.split(",")
    .map((tenant) => tenant.trim());
  return {
    store,
    objects,
    outbox,
    auth: oidcSignIn({
      settings: {
        issuer: env.BELAEG_OIDC_ISSUER,
        clientId: env.BELAEG_OIDC_CLIENT_ID,
        ...(audience === undefined ? {} : { audience }),
        ...(tenants === undefined ? {} : { tenants }),
      },
      store,
    }),
    version: versionIn(environment),
    keepsOpen: false,
    secret: env.BELAEG_SESSION_SECRET,
    limits: { uploadBytes: settings.limits.maxBytes },
  };
}
