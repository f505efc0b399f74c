import { z } from "zod";
import { READER_VERSION } from "../ingest/reader-version.ts";
import type { ReviewDeps } from "../review/deps.ts";
import { oidcSignIn } from "../review/oidc.ts";
import { connect } from "./connect.ts";
import { tell } from "./log.ts";
import { readSettings } from "./settings.ts";
import { tellRequest } from "./tell-request.ts";
import { versionIn } from "./version.ts";

/**
 * | variable | meaning |
 * | --- | --- |
 * | `BELAEG_SESSION_SECRET` | secret of this installation, at least 32 characters |
 * | `BELAEG_OIDC_ISSUER`, `BELAEG_OIDC_CLIENT_ID` | the identity provider, and what it calls us |
 * | `BELAEG_SITE_ORIGIN` | where people open Belæg, `https://…`: the way back from the identity provider leads here |
 * | `BELAEG_OIDC_CLIENT_SECRET` | where the provider knows us as a confidential client |
 * | `BELAEG_OIDC_EMAIL_DOMAINS` | domains whose addresses the provider gives to their holders alone, with commas between; with several tenants each as `tenant/domain` |
 * | `BELAEG_SESSION_IDLE_MINUTES`, `BELAEG_SESSION_HOURS` | when a session ends, unused and at the latest (30 and 12) |
 * | `BELAEG_OIDC_AUDIENCE` | whom access tokens are for, where that is not the client |
 * | `BELAEG_OIDC_TENANTS` | tenants that may come in, with commas between; empty for a provider without tenants |
 * | `BELAEG_VERSION` | what `/api/health` says |
 */
const Environment = z.object({
  BELAEG_SESSION_SECRET: z.string().min(32),
  BELAEG_OIDC_ISSUER: z.url({ protocol: /^https?$/ }),
  BELAEG_OIDC_CLIENT_ID: z.string().min(1),
  BELAEG_SITE_ORIGIN: z.url({ protocol: /^https?$/ }),
  BELAEG_OIDC_CLIENT_SECRET: z.string().optional(),
  BELAEG_OIDC_EMAIL_DOMAINS: z.string().optional(),
  BELAEG_SESSION_IDLE_MINUTES: z.coerce.number().min(5).max(720).default(30),
  BELAEG_SESSION_HOURS: z.coerce.number().min(1).max(24).default(12),
  BELAEG_OIDC_AUDIENCE: z.string().optional(),
  BELAEG_OIDC_TENANTS: z.string().optional(),
});

const orNothing = (text: string | undefined) => (text === undefined || text.trim() === "" ? undefined : text.trim());
const listed = (text: string | undefined) =>
  orNothing(text)
    ?.split(",")
    .map((one) => one.trim().toLowerCase());

/** What the review API touches in the cloud. People come in through the identity provider, and no other way. */
export function wireReview(environment: Readonly<Record<string, string | undefined>> = process.env): ReviewDeps {
  const env = Environment.parse(environment);
  const settings = readSettings(environment);
  const { store, objects, outbox } = connect(settings);
  const audience = orNothing(env.BELAEG_OIDC_AUDIENCE);
  const clientSecret = orNothing(env.BELAEG_OIDC_CLIENT_SECRET);
  const tenants = listed(env.BELAEG_OIDC_TENANTS);
  const emailDomains = listed(env.BELAEG_OIDC_EMAIL_DOMAINS);
  return {
    store,
    objects,
    outbox,
    auth: oidcSignIn({
      settings: {
        issuer: env.BELAEG_OIDC_ISSUER,
        clientId: env.BELAEG_OIDC_CLIENT_ID,
        ...(audience === undefined ? {} : { audience }),
        ...(clientSecret === undefined ? {} : { clientSecret }),
        ...(tenants === undefined ? {} : { tenants }),
        ...(emailDomains === undefined ? {} : { emailDomains }),
      },
      site: new URL(env.BELAEG_SITE_ORIGIN).origin,
      secret: env.BELAEG_SESSION_SECRET,
      limits: { idleSeconds: env.BELAEG_SESSION_IDLE_MINUTES * 60, absoluteSeconds: env.BELAEG_SESSION_HOURS * 3600 },
      tell: ({ outcome, why, person }) =>
        tell(why === undefined ? "info" : "warn", "sign-in", { outcome, why, person }),
      store,
    }),
    version: versionIn(environment),
    readerVersion: READER_VERSION,
    keepsOpen: false,
    onRequest: tellRequest,
    secret: env.BELAEG_SESSION_SECRET,
    limits: { uploadBytes: settings.limits.maxBytes },
  };
}
