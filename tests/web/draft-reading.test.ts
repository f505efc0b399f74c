import { describe, expect, it } from "vitest";
import type { Claim } from "../../functions/evidence/claim.ts";
import type { Decision } from "../../functions/evidence/decision.ts";
import type { Draft, Statement } from "../../functions/evidence/draft.ts";
import { numberCitations } from "../../web/src/drafts/citation-numbers.ts";
import { compareDrafts } from "../../web/src/drafts/compare-drafts.ts";
import { rereadReasons } from "../../web/src/drafts/reread-reasons.ts";
import { sectionState } from "../../web/src/drafts/sections.ts";
import { orderAfterMove } from "../../web/src/themes/theme-order.ts";
import { aClaim } from "./a-claim.ts";

type Citation = Claim["citations"][number];

const cited = (start: number): Citation => ({
  reportId: "rep_a" as Citation["reportId"],
  page: 3,
  start,
  end: start + 10,
  exact: "ti tegn da",
  prefix: "",
  suffix: "",
  rects: [],
  fidelity: "verbatim",
});

const decided = (verdict: Decision["verdict"], at: string, more: Partial<Decision> = {}): Decision => ({
  id: `dec_${at}` as Decision["id"],
  target: { type: "claim", id: "x" },
  verdict,
  by: { id: "per_2" as Decision["by"]["id"], name: "Ekspert 2" },
  at,
  basedOnVersion: 0,
  ...more,
});

const claim = (id: string, change: Pick<Partial<Claim>, "text" | "status" | "decisions" | "citations"> = {}) =>
  aClaim({ id: `clm_${id}`, reportId: "rep_a", citations: [cited(0)], status: "accepted", ...change });

const statement = (id: string, change: Partial<Statement> = {}): Statement => ({
  id: `sta_${id}` as Statement["id"],
  section: "status",
  text: `Sætning ${id}.`,
  claimIds: ["clm_a" as Claim["id"]],
  citations: [cited(0)],
  checks: { figures: "ok", polarity: "ok", support: 1 },
  status: "pending",
  version: 0,
  ...change,
});

const draft = (...statements: Statement[]) => ({ statements }) as unknown as Draft;

describe("numbers of citations", () => {
  it("count each passage once, in the order one reads, and know the claim behind it", () => {
    const first = claim("a", { citations: [cited(0), cited(50)] });
    const second = claim("b", { citations: [cited(90)] });
    const claims = new Map([first, second].map((one) => [one.id as string, one]));
    const numbers = numberCitations(
      [
        statement("1", { citations: [cited(0), cited(50)], claimIds: [first.id] }),
        statement("2", { citations: [cited(90), cited(0)], claimIds: [second.id, first.id] }),
      ],
      (id) => claims.get(id),
    );
    expect(numbers.get("sta_1")?.map((one) => one.number)).toEqual([1, 2]);
    expect(numbers.get("sta_2")?.map((one) => [one.number, one.claim?.id])).toEqual([
      [3, "clm_b"],
      [1, "clm_a"],
    ]);
  });
});

describe("why a statement is to be read again", () => {
  const read = statement("1", { status: "reread", decisions: [decided("accept", "2026-11-20T10:00:00Z")] });

  it("names the claim that was rejected since, with who and why", () => {
    const because = decided("reject", "2026-11-21T10:00:00Z", { reason: "outdated" });
    const reasons = rereadReasons(read, () => claim("a", { status: "rejected", decisions: [because] }));
    expect(reasons).toMatchObject([{ what: "rejected", decision: { reason: "outdated", by: { name: "Ekspert 2" } } }]);
  });

  it("names a rewording only when it came after the reading", () => {
    const reworded = (at: string) => claim("a", { text: "Ni dage.", decisions: [decided("reword", at)] });
    expect(rereadReasons(read, () => reworded("2026-11-21T10:00:00Z"))).toMatchObject([
      { what: "reworded", now: "Ni dage." },
    ]);
    expect(rereadReasons(read, () => reworded("2026-11-19T10:00:00Z"))).toEqual([]);
  });

  it("tells a claim that is gone from one that is not fetched yet", () => {
    expect(rereadReasons(read, () => null)).toMatchObject([{ what: "gone" }]);
    expect(rereadReasons(read, () => undefined)).toEqual([]);
  });

  it("says nothing of a statement that is not to be read again", () => {
    expect(rereadReasons(statement("1"), () => null)).toEqual([]);
  });
});

describe("two drafts of a theme", () => {
  it("pair the same sentence, then the one that rests on the same claims, and list what is gone", () => {
    const kept = statement("k", { text: "Uændret." });
    const old = statement("o", { text: "Før.", claimIds: ["clm_b" as Claim["id"]] });
    const dropped = statement("d", { text: "Væk.", claimIds: ["clm_z" as Claim["id"]] });
    const now = draft(
      statement("k2", { text: "Uændret." }),
      statement("n", { text: "Efter.", claimIds: ["clm_b" as Claim["id"], "clm_c" as Claim["id"]] }),
      statement("x", { text: "Ny.", claimIds: ["clm_q" as Claim["id"]] }),
    );
    const { former, gone } = compareDrafts(now, draft(kept, old, dropped));
    expect(former.get("sta_k2")).toBe(kept);
    expect(former.get("sta_n")).toBe(old);
    expect(former.get("sta_x")).toBeUndefined();
    expect(gone).toEqual([dropped]);
  });
});

describe("a section's one word", () => {
  it.each([
    [["accepted", "reread", "pending"], "reread"],
    [["accepted", "pending"], "pending"],
    [["accepted", "rejected"], "accepted"],
    [["rejected"], "rejected"],
    [[], undefined],
  ] as const)("for %j is %s", (states, word) => {
    expect(sectionState(states.map((status, at) => statement(String(at), { status })))).toBe(word);
  });
});

describe("moving a theme", () => {
  const themes = [1, 2, 3].map((order) => ({ order }));

  it("puts it between its new neighbours, and before the first or after the last", () => {
    expect(orderAfterMove(themes, 2, -1)).toBe(1.5);
    expect(orderAfterMove(themes, 1, -1)).toBe(0);
    expect(orderAfterMove(themes, 1, 1)).toBe(4);
  });

  it("goes nowhere from the end", () => {
    expect(orderAfterMove(themes, 0, -1)).toBeUndefined();
    expect(orderAfterMove(themes, 2, 1)).toBeUndefined();
  });
});
