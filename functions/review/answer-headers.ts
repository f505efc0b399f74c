import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** What every answer of the API says about itself: data, not to be run, framed, sniffed or kept. */
export const answerHeaders = (): MiddlewareHandler[] => [
  secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    strictTransportSecurity: "max-age=31536000; includeSubDomains",
    referrerPolicy: "no-referrer",
    xFrameOptions: "DENY",
  }),
  async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  },
];
