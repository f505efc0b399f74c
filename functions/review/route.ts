import type { z } from "zod";
import type { Language } from "../evidence/sentence.ts";
import type { Member, Person, Role, Workspace } from "../evidence/workspace.ts";
import type { Eyes } from "../store/claim-view.ts";
import type { StoredReport } from "../store/store.ts";
import type { StoredClaim, StoredDraft, StoredStatement } from "../store/stored.ts";
import type { StoredTheme } from "../store/workspace-store.ts";
import type { Limits, ReviewDeps } from "./deps.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** A request as a route meets it: everything in it has been checked. */
export interface Ask<Query, Body> {
  deps: ReviewDeps & { now: () => Date; limits: Limits };
  request: Request;
  /** `https://host` as the browser asked. */
  origin: string;
  language: Language;
  params: Readonly<Record<string, string>>;
  query: Query;
  body: Body;
  /** A new id; the same one again when the request comes again with its Idempotency-Key. */
  newId(prefix: string): string;
}

export interface PersonAsk<Query, Body> extends Ask<Query, Body> {
  person: Person;
}

/** The things that the path names, each found in the workspace; only those are there. */
export interface Named {
  report: StoredReport;
  claim: StoredClaim;
  theme: StoredTheme;
  draft: StoredDraft;
  statement: StoredStatement;
  member: Member;
}

export interface WorkspaceAsk<Query, Body> extends PersonAsk<Query, Body> {
  workspace: Workspace;
  /** Through which the asker sees claims and decisions. */
  eyes: Eyes;
  named: Named;
}

export interface Answer {
  description: string;
  schema?: z.ZodType;
  type?: string;
}

interface Described<Query, Body> {
  method: Method;
  /** Under `/api`, parameters in braces. */
  path: string;
  summary: string;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  answers: Readonly<Record<number, Answer>>;
  /** More than the general limit, or less. */
  bodyBytes?: number;
}

// A route's own query and body types are known where it is written; in the table they are forgotten.
export interface OpenRoute extends Described<unknown, unknown> {
  needs: "none";
  handle(ask: Ask<never, never>): Promise<Response>;
}
export interface PersonRoute extends Described<unknown, unknown> {
  needs: "any";
  handle(ask: PersonAsk<never, never>): Promise<Response>;
}
export interface WorkspaceRoute extends Described<unknown, unknown> {
  needs: Role;
  handle(ask: WorkspaceAsk<never, never>): Promise<Response>;
}
export type Route = OpenRoute | PersonRoute | WorkspaceRoute;

export const open = <Query = undefined, Body = undefined>(
  route: Described<Query, Body> & { handle(ask: Ask<Query, Body>): Promise<Response> },
) => ({ ...route, needs: "none" }) as OpenRoute;

export const forPeople = <Query = undefined, Body = undefined>(
  route: Described<Query, Body> & { handle(ask: PersonAsk<Query, Body>): Promise<Response> },
) => ({ ...route, needs: "any" }) as PersonRoute;

export const inWorkspace = <Query = undefined, Body = undefined>(
  needs: Role,
  route: Described<Query, Body> & { handle(ask: WorkspaceAsk<Query, Body>): Promise<Response> },
) => ({ ...route, needs }) as WorkspaceRoute;

export const json = (body: unknown, status = 200) => Response.json(body, { status });
export const nothing = () => new Response(null, { status: 204 });
