import type { Api } from "./api";
import type { Storage } from "./storage";

/**
 * Only our own scripts and styles; pictures of pages and fonts from memory. pdf.js needs WebAssembly and a worker, never
 * `eval`. Uploads and pages go straight to the bucket.
 */
const policy = (others: string[]) =>
  [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self' data:",
    `connect-src 'self' ${others.join(" ")}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

const headers = (connectTo: string[]) => ({
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "permissions-policy": "camera=(), microphone=(), geolocation=()",
  "cross-origin-opener-policy": "same-origin",
  "content-security-policy": policy(connectTo),
});

/** Sets each header that an answer does not have: the API's own are narrower, and stay. */
const setting = (connectTo: string[]) =>
  Object.entries(headers(connectTo))
    .map(([name, value]) => {
      const header = `event.response.headers[${JSON.stringify(name)}]`;
      return `${header} = ${header} || { value: ${JSON.stringify(value)} };`;
    })
    .join("\n");

/**
 * The one address for people. It is there before the API is: the API makes the way back from the identity provider from
 * this address, never from what a request says its host is.
 */
export function makeFront({ storage }: { storage: Storage }) {
  const { bucketRegionalDomainName } = storage.bucket.nodes.bucket;
  const router = new sst.aws.Router("Front", {
    // managed rules and a rate an address may not exceed; costs some dollars a month, so it is asked for
    waf: process.env.BELAEG_WAF === "on",
    edge: {
      // the browser may send to the site and to this one bucket; signing in at the provider is a page one goes to
      viewerResponse: { injection: bucketRegionalDomainName.apply((host) => setting([`https://${host}`])) },
    },
  });
  return { router, origin: $output(process.env.BELAEG_SITE_ORIGIN || router.url) };
}
export type Front = ReturnType<typeof makeFront>;

/** Behind the address: the built web UI, and the API under /api so that the session cookie stays on its own site. */
export function makeSite({ api, front }: { api: Api; front: Front }) {
  front.router.route("/api", api.gateway.url);
  new sst.aws.StaticSite("Web", {
    path: "web",
    build: { command: "npm run build", output: "dist" },
    router: { instance: front.router },
  });
  return { url: front.router.url };
}
