import { Hono } from "hono";
import { languageOf } from "../evidence/sentence.ts";
import { failureOf, traceOf } from "../runtime/failure.ts";
import { tell } from "../runtime/log.ts";
import { answerHeaders } from "./answer-headers.ts";
import { ApiError, errorResponse } from "./api-error.ts";
import type { ReviewDeps } from "./deps.ts";
import { makeGuard } from "./guard.ts";
import type { OpenApiDocument } from "./openapi.ts";
import { noting, requestLog } from "./request-log.ts";
import type { Route } from "./route.ts";
import { ROUTES } from "./route-table.ts";

/** All routes of an API with this way of signing in. */
export const routesOf = (deps: Pick<ReviewDeps, "auth">): readonly Route[] => [...ROUTES, ...(deps.auth.routes ?? [])];

/** The review API: everything under `/api`. */
export function reviewApp(deps: ReviewDeps): Hono {
  const app = new Hono();
  const guarded = makeGuard({ ...deps, auth: noting(deps.auth) });
  const languageFor = (request: Request) => languageOf(request.headers.get("accept-language") ?? undefined);

  app.use("/api/*", requestLog(deps.onRequest ?? (() => {})), ...answerHeaders());

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

  // loaded and made when somebody asks for it: hardly anybody does, and every cold start would wait for it
  let described: Promise<OpenApiDocument> | undefined;
  const description = () => {
    described ??= import("./openapi.ts").then(({ openApiDocument }) => openApiDocument(routesOf(deps), deps.version));
    return described;
  };
  app.get("/api/openapi.json", async (c) => c.json(await description()));
  app.get("/api/docs", async (c) => {
    const { DOCS_CSP, docsPage } = await import("./docs-page.ts");
    c.header("content-security-policy", DOCS_CSP);
    return c.html(docsPage(await description()));
  });
  app.notFound((c) => errorResponse(new ApiError("not-found"), languageFor(c.req.raw)));
  app.onError((error, c) => {
    const route = `${c.req.method} ${c.req.routePath}`;
    if (deps.onFault !== undefined) deps.onFault({ route, error });
    // names and places only
    else tell("error", "request-failed", { route, ...traceOf(c.req.header("x-amzn-trace-id")), ...failureOf(error) });
    const unreachable = /TimeoutError|ECONNREFUSED|Throttl|ProvisionedThroughput|ServiceUnavailable|Contended/.test(
      `${error.name} ${error.message}`,
    );
    const code =
      error.name === "ProviderUnavailableError" ? "provider-unavailable" : unreachable ? "unavailable" : "internal";
    return errorResponse(new ApiError(code), languageFor(c.req.raw));
  });
  return app;
}
