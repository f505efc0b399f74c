// biome-ignore-all lint/suspicious/noTemplateCurlyInString: ElectroDB writes key templates this way
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { CustomAttributeType, Entity } from "electrodb";
import type { Decision } from "../evidence/decision.ts";
import type { Member, WorkspaceSettings } from "../evidence/workspace.ts";
import { model, people, primary } from "./keys.ts";
import type { StoredDecision } from "./stored.ts";

const text = { type: "string", required: true } as const;
const maybe = { type: "string" } as const;
const count = { type: "number", required: true } as const;
const decisions = { type: CustomAttributeType<StoredDecision[]>("any"), required: true } as const;

/** What every decided thing carries; see {@link Kept}. `gsi1…` mark it as waiting for the audit trail. */
const kept = {
  decisions,
  decisionCount: count,
  projected: count,
  /** Rows of older decisions beside the item. */
  olderParts: { type: "number" },
  edits: count,
  revision: count,
  createdAt: text,
  editedAt: text,
  changedAt: text,
  waiting: { type: "string", field: "gsi1pk" },
  waitingSince: { type: "string", field: "gsi1sk" },
} as const;

/** The nouns as they lie in the table: one entity each. Parts that no query asks about are JSON in one attribute. */
export function entities(client: DynamoDBDocumentClient, table: string) {
  const at = { client, table };
  return {
    workspace: new Entity(
      {
        model: model("workspace"),
        attributes: {
          workspaceId: text,
          name: text,
          settings: { type: CustomAttributeType<WorkspaceSettings>("any"), required: true },
          owners: { type: "set", items: "string" },
          createdAt: text,
        },
        indexes: { byId: primary(["workspaceId"], "ws#${workspaceId}", [], "workspace") },
      },
      at,
    ),
    member: new Entity(
      {
        model: model("member"),
        attributes: {
          workspaceId: text,
          personId: text,
          role: { type: CustomAttributeType<Member["role"]>("string"), required: true },
        },
        indexes: {
          byWorkspace: primary(["workspaceId"], "ws#${workspaceId}", ["personId"], "member#${personId}"),
          byPerson: people(["personId"], "person#${personId}", ["workspaceId"], "ws#${workspaceId}"),
        },
      },
      at,
    ),
    person: new Entity(
      {
        model: model("person"),
        attributes: {
          personId: text,
          name: text,
          email: text,
          /** The address, where somebody vouches that it is hers: only then is she found by it. */
          verifiedEmail: maybe,
          verifiedAt: maybe,
          /** Raised by one, it ends every session that began before. */
          generation: { type: "number" },
        },
        indexes: {
          byId: primary(["personId"], "person#${personId}", [], "person"),
          byEmail: people(["verifiedEmail"], "email#${verifiedEmail}", ["personId"], "person#${personId}"),
        },
      },
      at,
    ),
    /** A sign-in on the server. `sessionKey` is a hash: whoever reads the table cannot sign in with it. Times in seconds. */
    session: new Entity(
      {
        model: model("session"),
        attributes: {
          sessionKey: text,
          personId: text,
          generation: count,
          startedAt: count,
          seenAt: count,
          endsAt: count,
          expiresAt: count,
        },
        indexes: { byKey: primary(["sessionKey"], "session#${sessionKey}", [], "session") },
      },
      at,
    ),
    /** A way back from the identity provider that has been used: there is none twice. */
    usedSignIn: new Entity(
      {
        model: model("usedSignIn"),
        attributes: { signInKey: text, expiresAt: count },
        indexes: { byKey: primary(["signInKey"], "used-sign-in#${signInKey}", [], "used-sign-in") },
      },
      at,
    ),
    /** A role that waits for whoever signs in with the address. */
    invitation: new Entity(
      {
        model: model("invitation"),
        attributes: {
          workspaceId: text,
          email: text,
          role: { type: CustomAttributeType<Member["role"]>("string"), required: true },
          invitedBy: text,
          expiresAt: count,
        },
        indexes: {
          byWorkspace: primary(["workspaceId"], "ws#${workspaceId}", ["email"], "invited#${email}"),
          byEmail: people(["email"], "invited#${email}", ["workspaceId"], "ws#${workspaceId}"),
        },
      },
      at,
    ),
    state: new Entity(
      {
        model: model("state"),
        attributes: { workspaceId: text, personId: text, state: text },
        indexes: { byPerson: primary(["workspaceId"], "ws#${workspaceId}", ["personId"], "state#${personId}") },
      },
      at,
    ),
    /** Raised by one after every change of what it stands for; a reader's copy is fresh while the number is the same. */
    pulse: new Entity(
      {
        model: model("pulse"),
        attributes: { workspaceId: text, of: text, beat: count },
        indexes: { byWorkspace: primary(["workspaceId"], "ws#${workspaceId}#pulse", ["of"], "${of}") },
      },
      at,
    ),
    theme: new Entity(
      {
        model: model("theme"),
        attributes: {
          workspaceId: text,
          themeId: text,
          definition: text,
          order: count,
          /** Set once the theme is gone: where its claims belong now, or `-` for nowhere in particular. */
          goneInto: maybe,
        },
        indexes: { byWorkspace: primary(["workspaceId"], "ws#${workspaceId}#theme", ["themeId"], "${themeId}") },
      },
      at,
    ),
    report: new Entity(
      {
        model: model("report"),
        attributes: {
          workspaceId: text,
          reportId: text,
          status: text,
          run: maybe,
          /** The StoredReport as JSON, less what other attributes say. */
          facts: text,
          coverage: maybe,
          batches: count,
          done: { type: "set", items: "number" },
          revision: count,
          changedAt: text,
        },
        indexes: { byWorkspace: primary(["workspaceId"], "ws#${workspaceId}#report", ["reportId"], "${reportId}") },
      },
      at,
    ),
    /** What one batch of an extraction came to. */
    batch: new Entity(
      {
        model: model("batch"),
        attributes: {
          workspaceId: text,
          reportId: text,
          run: text,
          batch: count,
          result: text,
          expiresAt: { type: "number" },
        },
        indexes: {
          byRun: primary(
            ["workspaceId", "reportId"],
            "ws#${workspaceId}#batch#${reportId}",
            ["run", "batch"],
            "${run}#${batch}",
          ),
        },
      },
      at,
    ),
    claim: new Entity(
      {
        model: model("claim"),
        attributes: {
          workspaceId: text,
          reportId: text,
          claimId: text,
          proposed: text,
          sorted: maybe,
          place: count,
          bornConfidence: count,
          run: text,
          whereabouts: { type: "string", field: "gsi2pk" },
          ...kept,
        },
        indexes: {
          byReport: primary(
            ["workspaceId", "reportId"],
            "ws#${workspaceId}#claim#${reportId}",
            ["claimId"],
            "${claimId}",
          ),
        },
      },
      at,
    ),
    heldBack: new Entity(
      {
        model: model("heldBack"),
        attributes: { workspaceId: text, reportId: text, heldBackId: text, run: text, item: text },
        indexes: {
          byReport: primary(
            ["workspaceId", "reportId"],
            "ws#${workspaceId}#heldback#${reportId}",
            ["heldBackId"],
            "${heldBackId}",
          ),
        },
      },
      at,
    ),
    draft: new Entity(
      {
        model: model("draft"),
        attributes: {
          workspaceId: text,
          draftId: text,
          themeId: text,
          phase: { type: ["drafting", "written", "failed"] as const, required: true },
          /** What was written, as JSON: statement ids, unused claims, origin, usage. */
          written: text,
          failureCode: maybe,
          basedOn: maybe,
          ...kept,
        },
        indexes: { byWorkspace: primary(["workspaceId"], "ws#${workspaceId}#draft", ["draftId"], "${draftId}") },
      },
      at,
    ),
    statement: new Entity(
      {
        model: model("statement"),
        attributes: { workspaceId: text, draftId: text, statementId: text, proposed: text, basis: text, ...kept },
        indexes: {
          byDraft: primary(
            ["workspaceId", "draftId"],
            "ws#${workspaceId}#statement#${draftId}",
            ["statementId"],
            "${statementId}",
          ),
        },
      },
      at,
    ),
    /** Older decisions of a thing whose history outgrew its item. */
    history: new Entity(
      {
        model: model("history"),
        attributes: { workspaceId: text, thingId: text, part: count, decisions },
        indexes: {
          byThing: primary(
            ["workspaceId", "thingId"],
            "ws#${workspaceId}#history#${thingId}",
            ["part"],
            "part#${part}",
          ),
        },
      },
      at,
    ),
    audit: new Entity(
      {
        model: model("audit"),
        attributes: {
          workspaceId: text,
          at: text,
          decisionId: text,
          decision: { type: CustomAttributeType<Decision>("any"), required: true },
          reportId: maybe,
          draftId: maybe,
        },
        indexes: {
          byTime: primary(["workspaceId"], "ws#${workspaceId}#audit", ["at", "decisionId"], "${at}#${decisionId}"),
        },
      },
      at,
    ),
    /** What a POST with an Idempotency-Key was answered; within a workspace, so that it goes when the workspace goes. */
    answer: new Entity(
      {
        model: model("answer"),
        attributes: {
          scope: text,
          personId: text,
          key: text,
          bodyHash: text,
          answer: maybe,
          expiresAt: count,
        },
        indexes: {
          byKey: primary(["scope"], "answer#${scope}", ["personId", "key"], "${personId}#${key}"),
        },
      },
      at,
    ),
  };
}

export type Entities = ReturnType<typeof entities>;
