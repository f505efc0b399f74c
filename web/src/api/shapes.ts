import type { Claim } from "../../../functions/evidence/claim.ts";
import type { Decision } from "../../../functions/evidence/decision.ts";
import type { Draft } from "../../../functions/evidence/draft.ts";
import type { KeptEvaluation } from "../../../functions/evidence/evaluation.ts";
import type { HeldBack } from "../../../functions/evidence/held-back.ts";
import type { Passage } from "../../../functions/evidence/passage.ts";
import type { ClaimCounts, Coverage, Report } from "../../../functions/evidence/report.ts";
import type { Source } from "../../../functions/evidence/source.ts";
import type { Theme } from "../../../functions/evidence/theme.ts";
import type { Member, Person, Role, Workspace } from "../../../functions/evidence/workspace.ts";

export type {
  Claim,
  ClaimCounts,
  Coverage,
  Decision,
  Draft,
  HeldBack,
  KeptEvaluation,
  Member,
  Passage,
  Person,
  Report,
  Role,
  Source,
  Theme,
  Workspace,
};

/** A page of a list. `total` counts what the filter matches. */
export interface Listed<Item> {
  items: Item[];
  cursor?: string;
  total?: number;
}

export interface Me {
  person: Person;
  workspaces: Workspace[];
}

export type AuthConfig =
  | { local: true; people: { email: string; name: string; role?: string }[] }
  | { local?: false; issuer: string; clientId: string; login: string };

/** Until when somebody is signed in; without times where the server does not count. */
export interface SessionTimes {
  person: Person;
  /** By the server's clock, like the others. */
  now?: string;
  idleUntil?: string;
  endsAt?: string;
}

export type EventType = "report" | "claim" | "draft" | "decision";
export interface LiveEvent {
  id: string;
  type: EventType;
  /** The ids the event is about; fetch the thing itself to see it. */
  data: Record<string, unknown>;
}
