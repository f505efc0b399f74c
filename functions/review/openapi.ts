import type { createRoute } from "@hono/zod-openapi";
import { z } from "@hono/zod-openapi";
import type { Route } from "./route.ts";
import { ErrorShape } from "./shapes.ts";

type RouteConfig = Parameters<typeof createRoute>[0];

const WHY: Record<number, string> = {
  401: "No token, or a bad one.",
  404: "It is not here, or you are not a member.",
  403: "Your role is too low.",
  422: "Something is not filled in right; `details.faults` names the path of each fault.",
  409: "Somebody was first (`stale-version`, with the current thing), or something else must be done before.",
  413: "Too big.",
  429: "Too many requests; see `Retry-After`.",
};

const failure = (status: number) => ({
  description: WHY[status]!,
  content: { "application/json": { schema: ErrorShape } },
});

function statusesOf(route: Route): number[] {
  const statuses = [429];
  if (route.needs !== "none") statuses.push(401);
  if (route.needs !== "none" && route.needs !== "any") statuses.push(404, 403);
  if (route.query !== undefined || route.body !== undefined) statuses.push(422);
  if (route.method !== "get") statuses.push(413);
  if (route.method !== "get" && route.needs !== "none" && route.needs !== "any") statuses.push(409);
  return statuses;
}

/** What OpenAPI says about one route, made of the same schemas that check its requests. */
export function documented(route: Route): RouteConfig {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const responses: RouteConfig["responses"] = {};
  for (const [status, { description, schema, type }] of Object.entries(route.answers)) {
    responses[status] = {
      description,
      ...(schema === undefined && type === undefined
        ? {}
        : { content: { [type ?? "application/json"]: { schema: schema ?? z.string() } } }),
    };
  }
  for (const status of statusesOf(route)) responses[status] ??= failure(status);
  const key = z.object({
    "Idempotency-Key": z.string().max(200).optional().describe("Kept 24 hours: the same body gets the same answer."),
  });
  const request = {
    ...(names.length === 0 ? {} : { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
    ...(route.query === undefined ? {} : { query: route.query as z.ZodObject }),
    ...(route.method === "post" && route.needs !== "none" ? { headers: key } : {}),
    ...(route.body === undefined
      ? {}
      : { body: { required: true, content: { "application/json": { schema: route.body } } } }),
  };
  return {
    method: route.method,
    path: `/api${route.path}`,
    operationId: operationId(route),
    tags: [route.path.split("/")[3]?.replace(/[{}]/g, "") ?? route.path.split("/")[1]!],
    summary: route.summary,
    description: route.needs === "none" ? "For everybody." : `Role: ${route.needs}.`,
    security: route.needs === "none" ? [] : [{ bearer: [] }, { session: [] }],
    request,
    responses,
  };
}

/** `post /workspaces/{ws}/claims/{id}/decisions` is `postWorkspacesClaimsDecisions`. */
const operationId = ({ method, path }: Route) =>
  method +
  path
    .split("/")
    .filter((part) => part !== "" && part !== "{ws}")
    .map((part) => part.replace(/^\{(\w+)\}$/, (_, name: string) => (name === "n" ? "" : `By-${name}`)))
    .join("-")
    .replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
