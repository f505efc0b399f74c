import { type createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { Route } from "./route.ts";
import { NOUNS } from "./shapes.ts";

type RouteConfig = Parameters<typeof createRoute>[0];
type Component = Parameters<OpenAPIHono["openAPIRegistry"]["registerComponent"]>[2];

const WHY: Record<number, string> = {
  401: "No token, or a bad one.",
  404: "It is not here, or you are not a member.",
  403: "Your role is too low.",
  422: "Something is not filled in right; `details.faults` names the path of each fault.",
  409: "Somebody was first (`stale-version`, with the current thing), or something else must be done before.",
  413: "Too big.",
  429: "Too many requests; see `Retry-After`.",
};

const PLACE = "#/components/schemas/";
const reference = (name: string) => ({ $ref: `${PLACE}${name}` });

/**
 * Names for schemas: the nouns first, then whatever a route takes or answers. OpenAPI 3.1 speaks JSON Schema, which zod
 * writes itself, so the document and the checks cannot drift apart.
 */
function dictionary(io: "input" | "output", nouns: Readonly<Record<string, z.ZodType>>) {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(nouns)) registry.add(schema, { id });
  return {
    nameOf(schema: z.ZodType, otherwise: string): string {
      const known = registry.get(schema);
      if (known === undefined) registry.add(schema, { id: otherwise });
      return known?.id ?? otherwise;
    },
    components(): [string, Component][] {
      const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `${PLACE}${id}` });
      return Object.entries(schemas).map(([name, { $schema: _s, $id: _i, ...schema }]) => [name, schema as Component]);
    },
  };
}

function statusesOf(route: Route): number[] {
  const statuses = [429];
  if (route.needs !== "none") statuses.push(401);
  if (route.needs !== "none" && route.needs !== "any") statuses.push(404, 403);
  if (route.query !== undefined || route.body !== undefined) statuses.push(422);
  if (route.method !== "get") statuses.push(413);
  if (route.method !== "get" && route.needs !== "none" && route.needs !== "any") statuses.push(409);
  return statuses;
}

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** The whole API as OpenAPI 3.1, from the very schemas that check requests. */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const app = new OpenAPIHono();
  for (const name of ["bearer", "session"] as const) {
    app.openAPIRegistry.registerComponent(
      "securitySchemes",
      name,
      name === "bearer"
        ? { type: "http", scheme: "bearer" }
        : { type: "apiKey", in: "cookie", name: "__Host-belaeg", description: "`belaeg` on http://localhost" },
    );
  }
  describeRoutes(app, routes);
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Belæg",
      version,
      description: "Reports in, claims with citations out, decided by experts.",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
  });
}

/** Says everything OpenAPI can say about the routes. */
function describeRoutes(app: OpenAPIHono, routes: readonly Route[]): void {
  const answers = dictionary("output", NOUNS);
  const bodies = dictionary("input", {});
  for (const route of routes) {
    const id = operationId(route);
    const responses: RouteConfig["responses"] = {};
    for (const [status, { description, schema, type }] of Object.entries(route.answers)) {
      const content =
        schema === undefined ? { type: "string" as const } : reference(answers.nameOf(schema, `${id}${status}`));
      responses[status] = {
        description,
        ...(schema === undefined && type === undefined
          ? {}
          : { content: { [type ?? "application/json"]: { schema: content } } }),
      };
    }
    for (const status of statusesOf(route)) {
      responses[status] ??= {
        description: WHY[status]!,
        content: { "application/json": { schema: reference("Error") } },
      };
    }
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const key = z.string().max(200).optional().describe("Kept 24 hours: the same body gets the same answer.");
    app.openAPIRegistry.registerPath({
      method: route.method,
      path: `/api${route.path}`,
      operationId: id,
      tags: [route.path.split("/")[3]?.replace(/[{}]/g, "") ?? route.path.split("/")[1]!],
      summary: route.summary,
      description: route.needs === "none" ? "For everybody." : `Role: ${route.needs}.`,
      security: route.needs === "none" ? [] : [{ bearer: [] }, { session: [] }],
      request: {
        ...(names.length === 0
          ? {}
          : { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
        ...(route.query === undefined ? {} : { query: route.query as z.ZodObject }),
        ...(route.method === "post" && route.needs !== "none" ? { headers: z.object({ "Idempotency-Key": key }) } : {}),
        ...(route.body === undefined
          ? {}
          : {
              body: {
                required: true,
                content: { "application/json": { schema: reference(bodies.nameOf(route.body, `${id}Body`)) } },
              },
            }),
      },
      responses,
    });
  }
  for (const [name, schema] of [...answers.components(), ...bodies.components()]) {
    app.openAPIRegistry.registerComponent("schemas", name, schema);
  }
}

/** `post /workspaces/{ws}/claims/{id}/decisions` is `postWorkspacesClaimsByIdDecisions`. */
const operationId = ({ method, path }: Route) =>
  method +
  path
    .split("/")
    .filter((part) => part !== "" && part !== "{ws}")
    .map((part) => part.replace(/^\{(\w+)\}$/, "by-$1"))
    .join("-")
    .replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());
