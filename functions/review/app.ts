import { OpenAPIHono } from "@hono/zod-openapi";
import { secureHeaders } from "hono/secure-headers";
import { languageOf } from "../evidence/sentence.ts";
import { failureOf, traceOf } from "../runtime/failure.ts";
import { ApiError, errorResponse } from "./api-error.ts";
import type { ReviewDeps } from "./deps.ts";
import { DOCS_CSP, docsPage } from "./docs-page.ts";
import { makeGuard } from "./guard.ts";
import { describeRoutes } from "./openapi.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./route-table.ts";

/** All routes of an API with this way of signing in. */
export const routesOf = (deps: Pick<ReviewDeps, "auth">): readonly Route[] => [...ROUTES, ...(deps.auth.routes ?? [])];

/** The review API: everything under `/api`. */
export function reviewApp(deps: ReviewDeps): OpenAPIHono {
  const app = new OpenAPIHono();
  const guarded = makeGuard(deps);
  const languageFor = (request: Request) => languageOf(request.headers.get("accept-language") ?? undefined);

  app.use(
    "/api/*",
    secureHeaders({
      // answers are data; nothing in them may be run, framed or sniffed
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
      strictTransportSecurity: "max-age=31536000; includeSubDomains",
      referrerPolicy: "no-referrer",
      xFrameOptions: "DENY",
    }),
  );
  app.use("/api/*", async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  });

  for (const route of routesOf(deps)) {
    app.on(route.method.toUpperCase(), `/api${route.path.replace(/\{(\w+)\}/g, ":$1")}`, async (c) => {
      try {
        const response = await guarded(route, c.req.raw, c.req.param());
        // made anew, so that headers can still be added: those of a redirect or a fetched response are fixed
        return new Response(response.body, response);
      } catch (error) {
        if (error instanceof ApiError) return errorResponse(error, languageFor(c.req.raw));
        throw error;
      }
    });
  }

  // made when somebody asks for it: hardly anybody does, and every cold start would wait for it
  let described: OpenApiDocument | undefined;
  const description = () => {
    described ??= openApiDocument(app, deps);
    return described;
  };
  app.get("/api/openapi.json", (c) => c.json(description()));
  app.get("/api/docs", (c) => {
    c.header("content-security-policy", DOCS_CSP);
    return c.html(docsPage(description()));
  });
  app.notFound((c) => errorResponse(new ApiError("not-found"), languageFor(c.req.raw)));
  app.onError((error, c) => {
    (deps.onFault ?? tellFault)({
      route: `${c.req.method} ${c.req.routePath}`,
      error,
      trace: c.req.header("x-amzn-trace-id"),
    });
    const unreachable = /TimeoutError|ECONNREFUSED|Throttl|ProvisionedThroughput|ServiceUnavailable|Contended/.test(
      `${error.name} ${error.message}`,
    );
    return errorResponse(new ApiError(unreachable ? "unavailable" : "internal"), languageFor(c.req.raw));
  });
  return app;
}

/** Names and places only. */
function tellFault({ route, error, trace }: { route: string; error: unknown; trace: string | undefined }) {
  console.error(
    JSON.stringify({ level: "error", event: "request-failed", route, ...traceOf(trace), ...failureOf(error) }),
  );
}

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

function openApiDocument(app: OpenAPIHono, deps: Pick<ReviewDeps, "auth" | "version">): OpenApiDocument {
  for (const name of ["bearer", "session"] as const) {
    app.openAPIRegistry.registerComponent(
      "securitySchemes",
      name,
      name === "bearer"
        ? { type: "http", scheme: "bearer" }
        : { type: "apiKey", in: "cookie", name: "__Host-belaeg", description: "`belaeg` on http://localhost" },
    );
  }
  describeRoutes(app, routesOf(deps));
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Belæg",
      version: deps.version,
      description: "Reports in, claims with citations out, decided by experts.",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
  });
}
