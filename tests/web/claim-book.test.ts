import { describe, expect, it } from "vitest";
import type { Report, Theme } from "../../web/src/api/shapes.ts";
import type { DecisionBody, OutboxEntry } from "../../web/src/deciding/outbox-entry.ts";
import { ClaimBook } from "../../web/src/review/claim-book.ts";
import { faceOf } from "../../web/src/review/claim-face.ts";
import { filterFor, isOpen } from "../../web/src/review/claim-filter.ts";
import { inOrder, rowsOf } from "../../web/src/review/claim-order.ts";
import { readReviewSearch } from "../../web/src/review/review-search.ts";
import { similarTo } from "../../web/src/review/similar-claims.ts";
import { folded } from "../../web/src/text/folded.ts";
import { aClaim, aDecision, PERSON_1, PERSON_2 } from "./a-claim.ts";

let seq = 0;
const waiting = (targetId: string, body: Partial<DecisionBody>): OutboxEntry => ({
  seq: ++seq,
  key: `nøgle-${String(seq)}`,
  scope: "wsp_1/per_1",
  path: "",
  targetId,
  body: { verdict: "accept", expectedVersion: 1, ...body },
  sent: false,
  madeAt: "2026-11-21T15:00:00Z",
  state: "waiting",
});

describe("the claims in the browser", () => {
  it("show what one decided before the server knows, and what the server says when it does", () => {
    const book = new ClaimBook(PERSON_1, 1);
    book.put([aClaim()]);
    book.setUnsent([waiting("clm_1", { verdict: "reject", reason: "duplicate" })]);
    expect(book.get("clm_1")?.status).toBe("rejected");
    expect(book.stored("clm_1")?.status).toBe("pending");
    book.setUnsent([waiting("clm_1", { verdict: "reword", text: "Med andre ord." })]);
    expect(book.get("clm_1")).toMatchObject({ status: "accepted", marks: ["reworded"], text: "Med andre ord." });
    book.setUnsent([]);
    book.put([aClaim({ status: "accepted", version: 2 })]);
    expect(book.get("clm_1")?.status).toBe("accepted");
  });

  it("go back to the start when an unsent vote is undone", () => {
    const book = new ClaimBook(PERSON_1, 1);
    book.put([aClaim()]);
    book.setUnsent([waiting("clm_1", {}), waiting("clm_1", { verdict: "reopen" })]);
    expect(book.get("clm_1")).toMatchObject({ status: "pending", marks: [] });
  });

  it("never let an older answer replace a newer", () => {
    const book = new ClaimBook(PERSON_1, 1);
    book.put([aClaim({ version: 3, status: "accepted" })]);
    book.put([aClaim({ version: 2, status: "pending" })]);
    expect(book.get("clm_1")?.status).toBe("accepted");
  });

  it("hold what a colleague did until one asks", () => {
    const book = new ClaimBook(PERSON_1, 1);
    book.put([aClaim()]);
    book.hold("clm_1", aClaim({ status: "accepted", version: 2, decisions: [aDecision({ by: PERSON_2 })] }));
    expect(book.get("clm_1")?.status).toBe("pending");
    expect(book.stored("clm_1")?.version).toBe(1);
    expect(book.release(["clm_1"])).toEqual([]);
    expect(book.get("clm_1")?.status).toBe("accepted");
  });

  it("forget what a whole walk did not meet", () => {
    const book = new ClaimBook(PERSON_1, 1);
    book.put([aClaim({ id: "clm_1" }), aClaim({ id: "clm_2" })]);
    book.keepOnly(new Set(["clm_2"]));
    expect([...book.all()].map((claim) => claim.id)).toEqual(["clm_2"]);
  });
});

describe("how a claim looks", () => {
  it("shows my own vote while a second is awaited, and hides nothing else", () => {
    const mine = aDecision({ verdict: "reject", reason: "outdated", by: PERSON_1 });
    const claim = aClaim({ status: "pending", decisions: [mine] });
    expect(faceOf(claim, PERSON_1.id)).toEqual({ state: "rejected", awaitsSecond: true, reason: "outdated" });
    expect(faceOf(aClaim(), PERSON_2.id)).toEqual({ state: "pending", awaitsSecond: false });
  });
});

const theme = (id: string, da: string) => ({ id, name: { da, en: da } }) as Theme;
const report = (id: string, title: string) => ({ id, title }) as Report;
const shelves = {
  themes: [theme("screening", "Screening"), theme("treatment", "Behandling")],
  reports: [report("rep_b", "B"), report("rep_a", "A")],
  language: "da" as const,
};
const placed = (id: string, reportId: string, themes: string[], start: number) => {
  const claim = aClaim({ id, reportId, themes });
  return { ...claim, citations: claim.citations.map((citation) => ({ ...citation, start })) };
};

describe("the order of the list", () => {
  const claims = [
    placed("clm_1", "rep_a", ["treatment"], 5),
    placed("clm_2", "rep_a", ["screening", "treatment"], 9),
    placed("clm_3", "rep_b", ["screening"], 50),
    placed("clm_4", "rep_b", ["screening"], 7),
  ];
  const ids = (list: readonly { id: string }[]) => list.map((claim) => claim.id);

  it("goes theme by theme, report by report, as the text runs", () => {
    expect(ids(inOrder(claims, shelves, "theme"))).toEqual(["clm_4", "clm_3", "clm_2", "clm_1"]);
    expect(ids(inOrder(claims, shelves, "report"))).toEqual(["clm_4", "clm_3", "clm_2", "clm_1"]);
  });

  it("counts a claim under the theme that was asked for", () => {
    expect(ids(inOrder(claims, shelves, "theme", "treatment"))).toEqual(["clm_4", "clm_3", "clm_1", "clm_2"]);
  });

  it("has a heading where theme or report changes, and numbers the claims through", () => {
    const rows = rowsOf(inOrder(claims, shelves, "theme"), shelves, "theme");
    expect(rows.map((row) => (row.type === "group" ? row.label : row.position))).toEqual([
      "Screening",
      "B",
      1,
      2,
      "A",
      3,
      "Behandling",
      "A",
      4,
    ]);
  });
});

describe("filters in the address", () => {
  const none = new Set<string>();
  const passes = (search: Parameters<typeof filterFor>[0]) => filterFor(search, none, PERSON_1.id);
  it("take several values, and find å by aa", () => {
    const claim = aClaim({ text: "Ventetiden i Århus Amt", status: "conflict" });
    expect(passes({ status: "pending,conflict" })(claim)).toBe(true);
    expect(passes({ status: "pending" })(claim)).toBe(false);
    expect(passes({ q: "aarhus" })(claim)).toBe(true);
    expect(folded("Åå Aa")).toBe("åå å");
    expect(isOpen(claim, PERSON_1.id)).toBe(true);
    expect(passes({ open: "1" })(aClaim({ status: "accepted" }))).toBe(false);
  });
  it("leave out of the undecided what waits only for the colleague", () => {
    const voted = aClaim({ status: "pending", decisions: [aDecision({ by: PERSON_1 })] });
    expect(isOpen(voted, PERSON_1.id)).toBe(false);
    expect(isOpen(voted, PERSON_2.id)).toBe(true);
  });
  it("read what the router gives, and leave the rest", () => {
    expect(readReviewSearch({ theme: "screening", open: 1, q: "", fly: "x", claim: ["a"] })).toEqual({
      theme: "screening",
      open: "1",
    });
  });
});

it("finds the same finding in other reports, and not in its own", () => {
  const claim = aClaim({
    id: "clm_1",
    reportId: "rep_a",
    text: "Deltagelsen i tarmkræftscreening var 60,4 pct. i 2021",
  });
  const same = aClaim({
    id: "clm_2",
    reportId: "rep_b",
    text: "I 2021 var deltagelsen i tarmkræftscreening 60,4 pct.",
  });
  const own = aClaim({ id: "clm_3", reportId: "rep_a", text: claim.text });
  const other = aClaim({ id: "clm_4", reportId: "rep_b", text: "Regionerne har ansat flere radiologer end planlagt" });
  expect(similarTo(claim, [claim, same, own, other]).map((found) => found.id)).toEqual(["clm_2"]);
});
