import type { RejectReason } from "../../../functions/evidence/decision.ts";
import type { Decision } from "../api/shapes.ts";

/** What is sent to `…/decisions`; `expectedVersion` is the version the person was looking at. */
export interface DecisionBody {
  verdict: Decision["verdict"];
  reason?: RejectReason | "unsure" | "must-not-return";
  comment?: string;
  text?: string;
  keepBoth?: boolean;
  settledAs?: "accept" | "reject" | "reword";
  claimIds?: NonNullable<Decision["claimIds"]>;
  acceptClaims?: boolean;
  expectedVersion: number;
}

/** One decision on its way to the server. */
export interface OutboxEntry {
  /** Order of making; the store numbers them. */
  seq: number;
  /** Idempotency-Key: one for one body, so a lost answer never becomes a second decision. */
  key: string;
  /** Workspace and person: what one person made is never sent by another on the same machine. */
  scope: string;
  /** The API path it is posted to. */
  path: string;
  targetId: string;
  body: DecisionBody;
  /** True once it has been sent: from then on the body must stay as it is under its key. */
  sent: boolean;
  /** ISO 8601. */
  madeAt: string;
  state: "waiting" | "conflict" | "refused";
  /** With `conflict`: the thing as the server has it, with the other person's decision. */
  current?: unknown;
  /** With `refused`: why, in the reader's language. */
  refusal?: { code: string; message: string };
}

/** What came of a POST. `unreachable` covers a dead network, a dead server and a server that asks us to wait. */
export type PostOutcome =
  | { kind: "stored"; version: number; target: unknown; decision?: Decision }
  | { kind: "stale"; current: unknown; version: number }
  | { kind: "refused"; code: string; message: string }
  | { kind: "signed-out" }
  | { kind: "unreachable"; afterMs?: number };
