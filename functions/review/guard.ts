import { createHmac, randomUUID } from "node:crypto";
import type { z } from "zod";
import da from "zod/v4/locales/da.js";
import en from "zod/v4/locales/en.js";
import { type ClaimId, type DraftId, derive, type PersonId, type ReportId, type WorkspaceId } from "../evidence/ids.ts";
import { type Language, languageOf } from "../evidence/sentence.ts";
import type { Person } from "../evidence/workspace.ts";
import { ApiError, invalid } from "./api-error.ts";
import { authorize } from "./authorize.ts";
import { DEFAULT_LIMITS, type ReviewDeps } from "./deps.ts";
import { membersOf } from "./members.ts";
import { rateLimit } from "./rate.ts";
import type { Ask, Named, PersonAsk, Route, WorkspaceAsk } from "./route.ts";

type Checked = Ask<unknown, unknown> & Partial<WorkspaceAsk<unknown, unknown>>;

/** Reads a body of at most `bytes`, without believing what its header says about its length. */
async function bodyText(request: Request, bytes: number): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > bytes) throw new ApiError("too-big");
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > bytes) throw new ApiError("too-big");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const WORDS = { da: da().localeError, en: en().localeError };

function parsed<T>(schema: z.ZodType<T> | undefined, value: unknown, at: string, language: Language): T {
  if (schema === undefined) return undefined as T;
  const result = schema.safeParse(value, { error: WORDS[language] });
  if (result.success) return result.data;
  throw invalid(
    ...result.error.issues.map(({ path, message, code }) => ({
      path: path.length === 0 ? at : path.join("."),
      message,
      code: code ?? "invalid",
    })),
  );
}

/** A query with what may repeat as lists, and the rest as text. */
function queryOf(url: URL): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length === 1 ? values[0]! : values;
  }
  return query;
}

export type Guard = ReturnType<typeof makeGuard>;

/**
 * Checks a request in the order that every client may rely on: who asks (401), whether the workspace and everything the
 * path names is there and the asker a member (404), the role (403), the pace (429), the key (a kept answer), the size
 * (413) and the form (422). Whatever comes later is the route's own.
 */
export function makeGuard(given: ReviewDeps) {
  const deps = { ...given, now: given.now ?? (() => new Date()), limits: { ...DEFAULT_LIMITS, ...given.limits } };
  const { store } = deps;
  const pace = rateLimit(deps.limits.requestsPerMinute, deps.now);

  async function named(workspaceId: WorkspaceId, path: string, params: Readonly<Record<string, string>>) {
    const found: Partial<Named> = {};
    const there = <T>(thing: T | undefined): T => {
      if (thing === undefined) throw new ApiError("not-found");
      return thing;
    };
    const { id, sid, personId } = params;
    if (path.includes("/reports/{id}")) found.report = there(await store.report(workspaceId, id as ReportId));
    if (path.includes("/claims/{id}")) found.claim = there(await store.storedClaim(workspaceId, id as ClaimId));
    if (path.includes("/themes/{id}")) {
      found.theme = there((await store.themes(workspaceId)).find((theme) => theme.id === id));
    }
    if (path.includes("/drafts/{id}")) found.draft = there(await store.storedDraft(workspaceId, id as DraftId));
    if (path.includes("/statements/{sid}")) {
      const statements = await store.statementsOf(found.draft!);
      found.statement = there(statements.find((statement) => statement.id === sid));
    }
    if (path.includes("/members/{personId}")) {
      found.member = there((await membersOf(store, workspaceId)).find(({ person }) => person.id === personId));
    }
    return found as Named;
  }

  async function inside(route: Route, person: Person, params: Readonly<Record<string, string>>) {
    const workspaceId = params.ws as WorkspaceId;
    const [role, workspace] = await Promise.all([
      store.role(workspaceId, person.id as PersonId),
      store.workspace(workspaceId),
    ]);
    if (workspace === undefined) throw new ApiError("not-found");
    authorize(role, "reader");
    const things = await named(workspaceId, route.path, params);
    authorize(role, route.needs as Exclude<Route["needs"], "none" | "any">);
    return {
      workspace: { ...workspace, role },
      eyes: { reviewers: workspace.settings.reviewersPerClaim, viewer: person.id },
      named: things,
    };
  }

  /** Runs `route` for a request, or throws the {@link ApiError} that answers it. */
  return async function guarded(
    route: Route,
    request: Request,
    params: Readonly<Record<string, string>>,
  ): Promise<Response> {
    const url = new URL(request.url);
    const ask: Checked = {
      deps,
      request,
      origin: url.origin,
      language: languageOf(request.headers.get("accept-language") ?? undefined),
      params,
      query: undefined,
      body: undefined,
      newId: (prefix) => `${prefix}_${derive(randomUUID())}`,
    };
    if (route.needs !== "none") {
      const person = await deps.auth.personOf(request);
      if (person === undefined) throw new ApiError("unauthenticated");
      ask.person = person;
      if (route.needs !== "any") Object.assign(ask, await inside(route, person, params));
      const wait = pace(person.id);
      if (wait > 0) throw new ApiError("too-many-requests", undefined, { "retry-after": String(wait) });
    } else {
      const wait = pace("anybody");
      if (wait > 0) throw new ApiError("too-many-requests", undefined, { "retry-after": String(wait) });
    }

    const text = route.method === "get" ? "" : await bodyText(request, route.bodyBytes ?? deps.limits.bodyBytes);
    const key = route.method === "post" ? request.headers.get("idempotency-key") : null;
    if (key === null || ask.person === undefined) return run(route, ask, url, text);
    if (key.length === 0 || key.length > 200) {
      throw invalid({ path: "Idempotency-Key", message: "1 to 200 characters" });
    }
    const personId = ask.person.id;
    const by = { scope: ask.workspace?.id ?? ("-" as const), personId };
    ask.newId = (prefix) => `${prefix}_${derive("key", by.scope, personId, key, prefix)}`;
    const bodyHash = createHmac("sha256", deps.secret).update(`${url.pathname}\n${text}`).digest("hex");
    const before = await store.takeKey(by, key, bodyHash);
    if (before === "other") throw new ApiError("key-reused");
    if (typeof before === "object")
      return new Response(before.body, { status: before.status, headers: before.headers });
    // `unanswered` runs again: ids made from the key let the second run find what the first one did
    const response = await run(route, ask, url, text);
    const body = response.body === null ? null : await response.clone().text();
    const type = response.headers.get("content-type");
    await store.putAnswer(by, key, bodyHash, {
      status: response.status,
      body,
      headers: type === null ? {} : { "content-type": type },
    });
    return response;
  };

  async function run(route: Route, ask: Checked, url: URL, text: string): Promise<Response> {
    ask.query = parsed(route.query, queryOf(url), "query", ask.language);
    if (route.body !== undefined) {
      let body: unknown;
      try {
        body = text === "" ? undefined : JSON.parse(text);
      } catch {
        throw invalid({ path: "body", message: "not JSON" });
      }
      ask.body = parsed(route.body, body, "body", ask.language);
    }
    return (route as { handle(ask: unknown): Promise<Response> }).handle(ask as PersonAsk<unknown, unknown>);
  }
}
