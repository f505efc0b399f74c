import type { OidcSettings } from "../../../functions/review/identity/provider.ts";
import type { SessionLimits } from "../../../functions/review/identity/server-session.ts";
import type { SignInEvent } from "../../../functions/review/identity/sign-in-routes.ts";
import { oidcSignIn } from "../../../functions/review/oidc.ts";
import { type Issuer, startIssuer } from "./issuer.ts";
import { type Api, startApi } from "./rig.ts";

export const SITE = "https://belaeg.example";
export const SECRET = "a secret of this installation alone";
const MOST_REDIRECTS = 5;

export interface Came {
  status: number;
  location: string;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test asks for what it expects and is told by its assertions
  body: any;
}

/** A browser, as far as cookies and redirects go. `cookies` may be looked at, changed and copied. */
export function aBrowser(app: Api["app"]) {
  const cookies = new Map<string, string>();
  const seen: string[] = [];

  async function ask(method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Came> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await app.request(new URL(url, SITE).href, {
      method,
      headers: {
        ...(cookie === "" ? {} : { cookie }),
        ...(method === "GET" ? {} : { origin: SITE, "sec-fetch-site": "same-origin" }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      seen.push(line);
      const [pair = "", ...attributes] = line.split("; ");
      const at = pair.indexOf("=");
      if (attributes.includes("Max-Age=0")) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("application/json");
    return {
      status: response.status,
      location: response.headers.get("location") ?? "",
      headers: response.headers,
      body: isJson ? JSON.parse(text) : {},
    };
  }

  return {
    cookies,
    /** Every `Set-Cookie` line. */
    seen,
    ask,
    get: (path: string, headers?: Record<string, string>) => ask("GET", `/api${path}`, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) =>
      ask("POST", `/api${path}`, body, headers),
    /** Leaves for the provider and comes back to our door, which is not opened yet. @returns the callback's address. */
    async toTheDoor(returnTo = "/arbejdsrum"): Promise<string> {
      const left = await ask("GET", `/api/auth/login?${new URLSearchParams({ returnTo })}`);
      const there = await fetch(left.location, { redirect: "manual" });
      return there.headers.get("location") ?? "";
    },
    /** Signs in, and follows our own redirects to the page in the end. */
    async signIn(returnTo?: string): Promise<Came> {
      let came = await ask("GET", await this.toTheDoor(returnTo));
      for (let i = 0; i < MOST_REDIRECTS && came.location.startsWith(`${SITE}/api/`); i++) {
        came = await ask("GET", came.location);
      }
      return came;
    },
  };
}
export type TestBrowser = ReturnType<typeof aBrowser>;

/** The API as in the cloud: people come from an identity provider, and their browsers hold sessions. */
export async function startCloud({
  limits,
  secret = SECRET,
  settings = {},
  clientSecret,
}: {
  limits?: SessionLimits;
  secret?: string;
  settings?: Partial<OidcSettings>;
  clientSecret?: string;
} = {}) {
  const issuer: Issuer = await startIssuer(clientSecret === undefined ? {} : { clientSecret });
  const local = await startApi();
  let ahead = 0;
  const told: SignInEvent[] = [];
  const now = () => new Date(Date.now() + ahead * 1000);
  const oidc: OidcSettings = { issuer: issuer.issuer, clientId: "belaeg-web", audience: "belaeg-api", ...settings };
  const signInWith = (other: { secret?: string; settings?: Partial<OidcSettings> } = {}) =>
    oidcSignIn({
      settings: { ...oidc, ...(clientSecret === undefined ? {} : { clientSecret }), ...other.settings },
      site: SITE,
      secret: other.secret ?? secret,
      store: local.store,
      tell: (event) => told.push(event),
      now,
      ...(limits === undefined ? {} : { limits }),
    });
  const app = local.appWith({ auth: signInWith(), keepsOpen: false });
  return {
    local,
    issuer,
    app,
    /** Another installation, or the same one set up otherwise, on the same table. */
    appWith: (other: Parameters<typeof signInWith>[0]) => local.appWith({ auth: signInWith(other) }),
    browser: () => aBrowser(app),
    /** What whoever runs Belæg hears. */
    told,
    /** Moves our clock; the provider's stays. */
    later(seconds: number) {
      ahead += seconds;
    },
    async stop() {
      await local.stop();
      await issuer.stop();
    },
  };
}
export type Cloud = Awaited<ReturnType<typeof startCloud>>;
