import { describe, expect, it } from "vitest";
import type { Claim } from "../../functions/evidence/claim.ts";
import type { Reading } from "../../functions/evidence/reading.ts";
import { NO_USAGE } from "../../functions/evidence/usage.ts";
import type { BatchOutcome } from "../../functions/extract/claims-of-batch.ts";
import { compare, countChanges, isSame } from "../../functions/extract/compare.ts";
import { placed } from "../../functions/fidelity/citation.ts";
import { aClaim, aReport, aWorkspaceId } from "../evidence-builders.ts";
import { aReading } from "./a-reading.ts";

const report = aReport(aWorkspaceId(), { engine: "local" });
const FALL = "Ventetiden til den første samtale faldt med tolv dage i to regioner.";
const LACK = "Der mangler viden om unge pårørendes behov for støtte efter behandlingen.";
const TEAM = "Kommunerne bør samle genoptræningen hos ét fast hold af terapeuter.";
const before = aReading([FALL, LACK, TEAM]);

/** A claim whose quote is one sentence of a reading. */
function claimOf(reading: Reading, exact: string, parts: Partial<Claim> = {}): Claim {
  const start = reading.text.indexOf(exact);
  const claim = aClaim(report.id, { exact, start });
  const place = placed(reading, { start, end: start + exact.length });
  return { ...claim, citations: [{ ...claim.citations[0]!, ...place }], ...parts };
}

const answer = (claims: Claim[]): BatchOutcome => ({ claims, heldBack: [], unanswered: [], usage: NO_USAGE });

function changes(after: Reading, claims: Claim[], proposed: Claim[]) {
  const comparison = compare({ report, engine: "local", claims, before, after, answers: [answer(proposed)] });
  return { comparison, counts: countChanges(comparison, claims) };
}

const all = [FALL, LACK, TEAM];
const claims = all.map((text) => claimOf(before, text));

describe("two readings of a report", () => {
  it("are the same when text, pages and claims are", () => {
    const { comparison, counts } = changes(before, claims, claims);
    expect(counts).toMatchObject({ unchanged: 3, added: 0, lost: 0 });
    expect(isSame(comparison, counts)).toBe(true);
  });

  it("count words that only stand further on as unchanged, and on another page as moved", () => {
    const further = aReading(["Et nyt forord.", FALL, LACK, TEAM]);
    expect(
      changes(
        further,
        claims,
        all.map((text) => claimOf(further, text)),
      ).counts,
    ).toMatchObject({
      unchanged: 3,
      moved: 0,
    });
    const paged = aReading([FALL, { text: LACK, page: 2 }, { text: TEAM, page: 2 }]);
    const { comparison, counts } = changes(
      paged,
      claims,
      all.map((text) => claimOf(paged, text)),
    );
    expect(counts).toMatchObject({ unchanged: 1, moved: 2 });
    expect(comparison.compared.map((found) => [found.before.page, found.after?.page])).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(comparison.pages).toEqual([{ page: 2, after: "text" }]);
  });

  it("hold a figure that reads otherwise to be another statement, and show what stands there now", () => {
    const other = aReading([FALL.replace("tolv", "tyve"), LACK, TEAM]);
    const decided = claimOf(before, FALL, { status: "accepted" });
    const { comparison } = changes(other, [decided], []);
    expect(comparison.compared[0]).toMatchObject({ quote: "vanished", before: { exact: FALL } });
    expect(comparison.compared[0]?.after?.exact).toContain("tyve");
  });

  it("let an undecided claim go that is no longer proposed, and keep one that somebody decided on or made", () => {
    const kept = [
      claimOf(before, FALL, { status: "accepted" }),
      claimOf(before, LACK, { origin: { engine: "person" } }),
      claimOf(before, TEAM),
    ];
    const { counts } = changes(before, kept, []);
    expect(counts).toMatchObject({ unchanged: 2, lost: 1 });
  });

  it("propose otherwise only what nobody decided on", () => {
    const otherwise = all.map((text) => claimOf(before, text, { kind: "challenge" }));
    const some = [claimOf(before, FALL, { status: "rejected" }), ...claims.slice(1)];
    const { comparison, counts } = changes(before, some, otherwise);
    expect(counts).toMatchObject({ unchanged: 1, reproposed: 2 });
    // taken back before it is taken over, the rejected one would change, too
    expect(countChanges(comparison, claims)).toMatchObject({ unchanged: 0, reproposed: 3 });
  });

  it("do not call gone what was gone before", () => {
    const shorter = aReading([LACK, TEAM]);
    const gone = claimOf(before, FALL, { status: "accepted", flags: ["vanished"] });
    const rest = claims.slice(1);
    const { counts } = changes(
      shorter,
      [gone, ...rest],
      rest.map(({ text }) => claimOf(shorter, text)),
    );
    expect(counts).toMatchObject({ unchanged: 3, vanished: 0 });
  });

  it("count a passage that was not there as new, with its place", () => {
    const news = "Nattevagten blev prøvet på to sygehuse i efteråret.";
    const longer = aReading([...all, news]);
    const { comparison, counts } = changes(
      longer,
      claims,
      [...all, news].map((text) => claimOf(longer, text)),
    );
    expect(counts).toMatchObject({ unchanged: 3, added: 1 });
    expect(comparison.added[0]).toMatchObject({ text: news, place: { page: 1, exact: news, passage: news } });
    expect(comparison.sameText).toBe(false);
  });
});
