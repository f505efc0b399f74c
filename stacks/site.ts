import type { Api } from "./api";

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

/** Where the browser may send to besides the site: the bucket, and whoever signs people in. */
function otherOrigins(): string[] {
  const bucket = `https://*.s3.${process.env.BELAEG_REGION ?? "eu-north-1"}.amazonaws.com`;
  const issuer = process.env.BELAEG_OIDC_ISSUER;
  return issuer ? [bucket, new URL(issuer).origin] : [bucket];
}

/** One address for people: the built web UI, and the API under /api so that the session cookie stays on its own site. */
export function makeSite({ api }: { api: Api }) {
  const front = new sst.aws.Router("Front", {
    edge: {
      viewerResponse: {
        injection: Object.entries(headers(otherOrigins()))
          .map(
            ([name, value]) => `event.response.headers[${JSON.stringify(name)}] = { value: ${JSON.stringify(value)} };`,
          )
          .join("\n"),
      },
    },
  });
  front.route("/api", api.gateway.url);
  new sst.aws.StaticSite("Web", {
    path: "web",
    build: { command: "npm run build", output: "dist" },
    router: { instance: front },
  });
  return { url: front.url };
}
