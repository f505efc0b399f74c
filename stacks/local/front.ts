import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { FileTransfer } from "./file-transfer.ts";

export interface Front {
  port: number;
  /** Ends open connections after `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

/** The one port for people: the API under `/api`, file transfers under the bucket's name, the built UI for the rest. */
export async function startFront(options: {
  host: string;
  port: number;
  api: { fetch: (request: Request) => Response | Promise<Response> };
  files: FileTransfer;
  webFolder: string;
}): Promise<Front> {
  const listener = getRequestListener(pages(options).fetch);
  const server = createServer((incoming, outgoing) => {
    if (options.files.concerns(incoming)) options.files.handle(incoming, outgoing);
    else void listener(incoming, outgoing);
  });
  // a report of a hundred megabytes on a slow line takes its time
  server.requestTimeout = 30 * 60_000;
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(options.port, options.host, listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: (graceMs) =>
      new Promise((closed) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          options.files.stop();
          closed();
        });
        server.closeIdleConnections();
      }),
  };
}

function pages({
  api,
  webFolder,
}: {
  api: { fetch: (request: Request) => Response | Promise<Response> };
  webFolder: string;
}) {
  const app = new Hono();
  app.all("/api/*", (c) => api.fetch(c.req.raw));
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'"],
        // positions of marks and virtual rows are style attributes
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      // one machine speaks http
      strictTransportSecurity: false,
      xFrameOptions: "DENY",
    }),
  );
  app.use("/assets/*", async (c, next) => {
    await next();
    if (c.res.status === 200) c.res.headers.set("cache-control", "public, max-age=31536000, immutable");
  });
  app.use(serveStatic({ root: webFolder }));
  app.get("/assets/*", (c) => c.notFound());
  // every other path is a page of the UI
  app.get("*", async (c, next) => {
    c.header("cache-control", "no-cache");
    return serveStatic({ root: webFolder, path: "index.html" })(c, next);
  });
  return app;
}
