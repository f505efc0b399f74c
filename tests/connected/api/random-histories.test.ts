import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Decision } from "../../../functions/evidence/decision.ts";
import type { ClaimId, WorkspaceId } from "../../../functions/evidence/ids.ts";
import { outcomeOf, remaining } from "../../../functions/evidence/standing.ts";
import { type Seeded, seeded, seedsUpTo } from "../../seeded.ts";
import { file, readBack, type Said, sorted } from "./read-back.ts";
import { type Api, startApi, THEME, type Who } from "./rig.ts";

/** Claims of one workspace, each with a history of its own: twenty seeds make a thousand. */
const CLAIMS = 50;
const SEEDS = seedsUpTo(4).slice(0, 20);
const EXPERTS = ["expert1", "expert2"] as const;
const PEOPLE = [...EXPERTS, "editor"] as const;

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const verdicts = ({ below, pick }: Seeded) =>
  pick([
    { verdict: "accept" },
    { verdict: "accept" },
    { verdict: "reject", reason: pick(["outdated", "duplicate"]) },
    { verdict: "reword", text: `Rettet ${below(3)}.` },
    { verdict: "comment", comment: "Nå." },
    { verdict: "comment", reason: "unsure" },
    { verdict: "reopen" },
    { verdict: "reject", reason: "duplicate", keepBoth: true },
    { verdict: "settle", settledAs: "accept" },
  ]);

/** Says something of a claim as one who has just looked at it. What the rules forbid is refused, and changes nothing. */
async function say(ws: WorkspaceId, who: Who, claimId: ClaimId, what: object): Promise<void> {
  const path = `/workspaces/${ws}/claims/${claimId}`;
  const { claim } = (await api.as(who, "GET", path)).body;
  const { status } = await api.as(who, "POST", `${path}/decisions`, { ...what, expectedVersion: claim.version });
  expect([201, 409, 422], JSON.stringify(what)).toContain(status);
}

async function decideAtRandom(ws: WorkspaceId, claimIds: readonly ClaimId[], random: Seeded): Promise<void> {
  for (const claimId of claimIds) {
    const length = random.below(6);
    for (let i = 0; i < length; i++) {
      const what = verdicts(random);
      // neither of two who disagree may settle it
      await say(ws, what.verdict === "settle" ? "editor" : random.pick(EXPERTS), claimId, what);
    }
  }
}

/** What the decisions lying in the table add up to, told without the API. */
async function addedUp(ws: WorkspaceId, reviewers: 1 | 2): Promise<string[]> {
  const stored = await api.store.storedClaims(ws);
  return stored.map(({ decisions, proposed }) => {
    const { status, wording } = outcomeOf(decisions, reviewers);
    return `${status} ${wording?.text ?? proposed.text}`;
  });
}

interface Stated {
  text: string;
  status: string;
  claimIds: string[];
}
async function statementsOf(ws: WorkspaceId, draftId: string): Promise<Stated[]> {
  return (await api.as("reader", "GET", `/workspaces/${ws}/drafts/${draftId}`)).body.draft.statements;
}

async function expectEveryFormat(ws: WorkspaceId, scope: "all" | "accepted", said: Said): Promise<void> {
  for (const [format, told] of Object.entries(await readBack(api, ws, scope))) {
    expect(sorted(told), `${format}, ${scope}`).toEqual(sorted(said));
  }
}

/** Takes back everything that anybody ever said, as each of them would: one undo after another. */
async function undoEverything(ws: WorkspaceId): Promise<void> {
  for (const { id, decisions } of await api.store.storedClaims(ws)) {
    for (const act of remaining(decisions as readonly Decision[])) {
      const who = PEOPLE.find((name) => act.by.name === names.get(name));
      if (who === undefined) throw new Error(`somebody unknown decided: ${act.by.name}`);
      await say(ws, who, id, { verdict: "reopen" });
    }
  }
}
const names = new Map<Who, string>();
beforeAll(async () => {
  for (const who of PEOPLE) names.set(who, (await api.as(who, "GET", "/me")).body.person.name);
});

describe.each([1, 2] as const)("with reviewers: %i", (reviewers) => {
  it.each(SEEDS.filter((seed) => seed % 2 === reviewers % 2))(
    "random histories (seed %i) say the same in every format, and nothing once they are undone",
    async (seed) => {
      const random = seeded(seed);
      const ws = await api.workspace({ reviewersPerClaim: reviewers });
      const { claims } = await api.readReport(ws, CLAIMS);
      const before = await addedUp(ws, reviewers);
      const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 10));
      const claimIds = claims.map(({ id }) => id);
      await decideAtRandom(ws, claimIds, random);
      for (const { id } of draft.statements) {
        const verdict = random.chance(0.75) ? { verdict: "accept", acceptClaims: true } : REJECTED;
        const path = `/workspaces/${ws}/drafts/${draft.id}/statements/${id}/decisions`;
        await api.as(random.pick(EXPERTS), "POST", path, { ...verdict, expectedVersion: 0 });
      }
      // somebody thinks again of what accepted statements rest on
      if (random.chance(0.5)) await decideAtRandom(ws, claimIds.slice(0, 3), random);

      const now = await addedUp(ws, reviewers);
      const statements = await statementsOf(ws, draft.id);
      await expectEveryFormat(ws, "all", { claims: now, statements: statements.map(({ text }) => text) });

      const mustBeRead = statements.some(({ status }) => status === "reread");
      expect((await file(api, ws, "csv", "accepted")).status).toBe(mustBeRead ? 409 : 200);
      if (!mustBeRead) {
        const accepted = statements.filter(({ status }) => status === "accepted");
        const live = await api.as("reader", "GET", `/workspaces/${ws}/claims?status=accepted&limit=200`);
        const liveIds = new Set(live.body.items.map(({ id }: { id: string }) => id));
        for (const id of accepted.flatMap(({ claimIds }) => claimIds)) expect(liveIds).toContain(id);
        await expectEveryFormat(ws, "accepted", {
          claims: now.filter((claim) => claim.startsWith("accepted")),
          statements: accepted.map(({ text }) => text),
        });
      }

      await undoEverything(ws);
      expect(await addedUp(ws, reviewers)).toEqual(before);
      expect(before.every((claim) => claim.startsWith("pending"))).toBe(true);
      await expectEveryFormat(ws, "all", {
        claims: before,
        statements: (await statementsOf(ws, draft.id)).map(({ text }) => text),
      });
    },
  );
});

const REJECTED = { verdict: "reject", reason: "not-relevant" };
