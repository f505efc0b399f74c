import { createHash } from "node:crypto";
import type { OpenApiDocument } from "./openapi.ts";

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.8rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid; } code, pre { font-size: .9rem; }
details { margin: .6rem 0; } summary { cursor: pointer; padding: .3rem 0; } pre { overflow-x: auto; padding: .6rem; border: 1px solid; }
.method { display: inline-block; min-width: 4rem; font-weight: 700; text-transform: uppercase; } table { border-collapse: collapse; }
td, th { text-align: left; padding: .15rem 1rem .15rem 0; vertical-align: top; }`;

const hash = createHash("sha256").update(STYLE).digest("base64");
export const DOCS_CSP = `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'; base-uri 'none'`;

const asText = (text: unknown) => String(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

interface Operation {
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: unknown }[];
  requestBody?: { content?: Record<string, { schema?: unknown }> };
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>;
}

const schemaBlock = (schema: unknown) =>
  schema === undefined ? "" : `<pre tabindex="0">${asText(JSON.stringify(schema, null, 2))}</pre>`;

function operation(
  path: string,
  method: string,
  { summary, description, parameters, requestBody, responses }: Operation,
) {
  const given = (parameters ?? []).map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${asText(name)}</code></td><td>${asText(place)}${required ? ", required" : ""}</td><td><code>${asText(JSON.stringify(schema ?? {}))}</code></td></tr>`,
  );
  const answers = Object.entries(responses ?? {}).map(
    ([status, response]) =>
      `<tr><td>${asText(status)}</td><td>${asText(response.description ?? "")}${Number(status) < 400 ? schemaBlock(Object.values(response.content ?? {})[0]?.schema) : ""}</td></tr>`,
  );
  return `<details><summary><span class="method">${asText(method)}</span> <code>${asText(path)}</code><br>${asText(summary ?? "")}</summary>
<p>${asText(description ?? "")}</p>
${given.length === 0 ? "" : `<h4>Parameters</h4><table>${given.join("")}</table>`}
${requestBody === undefined ? "" : `<h4>Body</h4>${schemaBlock(Object.values(requestBody.content ?? {})[0]?.schema)}`}
<h4>Answers</h4><table>${answers.join("")}</table></details>`;
}

/** The OpenAPI document as a page one can read: no script, nothing fetched from anywhere. */
export function docsPage(document: OpenApiDocument): string {
  const groups = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths ?? {})) {
    for (const [method, description] of Object.entries(methods as Record<string, Operation & { tags?: string[] }>)) {
      const tag = description.tags?.[0] ?? "api";
      groups.set(tag, [...(groups.get(tag) ?? []), operation(path, method, description)]);
    }
  }
  const shapes = Object.entries(document.components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="${asText(name)}"><summary><code>${asText(name)}</code></summary>${schemaBlock(schema)}</details>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Belæg: API</title><style>${STYLE}</style></head><body><main>
<h1>Belæg: API ${asText(document.info.version)}</h1>
<p>${asText(document.info.description ?? "")} The same as JSON: <a href="/api/openapi.json">openapi.json</a>.</p>
<p>Checks come in this order: 401 no or bad token, 404 not found or not a member, 403 role too low, 422 invalid, 409 conflict, 413 too big, 429 too many.
Any POST may carry an <code>Idempotency-Key</code>.</p>
${[...groups].map(([tag, operations]) => `<h2>${asText(tag)}</h2>${operations.join("")}`).join("")}
<h2>Shapes</h2>${shapes.join("")}
</main></body></html>`;
}
