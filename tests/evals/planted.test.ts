import { beforeAll, describe, expect, it } from "vitest";
import type { Run } from "../../evals/fingerprint.ts";
import { judgeRun } from "../../evals/judge-run.ts";
import { mcnemar } from "../../evals/stats/mcnemar.ts";
import { SUITES } from "../../evals/suites.ts";
import { checkStatement } from "../../functions/fidelity/check-statement.ts";
import { answerOf, quotedSpans, singleVerdict } from "./peers.ts";
import { perfect, runOf } from "./perfect-answers.ts";
import { PLANTS, type Plant } from "./plants.ts";

const suite = SUITES.claims;
let baseline: Run;
beforeAll(() => {
  baseline = runOf(perfect);
});

const brokenBy = (run: Run) =>
  judgeRun(suite, run, baseline)
    .rules.filter(({ after }) => after > 0)
    .map(({ invariant }) => invariant.id);

describe("one planted fault among more than 500 claims is refused by exactly the rule meant for it", () => {
  it("starts from claims that break no rule", () => {
    expect(perfect.flat().length).toBeGreaterThanOrEqual(500);
    expect(brokenBy(baseline)).toEqual([]);
  });
  it.each(PLANTS)("$name", ({ said, intended }) => {
    const run = runOf(said);
    expect(brokenBy(run)).toEqual([intended]);
    expect(judgeRun(suite, run, baseline).outcome).toBe(1);
  });
});

/** Whether a peer's score falls at all when the fault is planted: the most generous reading of *noticed*. */
function noticedByQuotedSpans({ said, document }: Plant, marks: readonly [string, string]): boolean {
  // what a retriever hands over: the passages that bear the claims
  const sources = perfect[document]!.map(({ exact }) => exact.replace(/["»«]/g, ""));
  const score = (claims: (typeof said)[number]) => quotedSpans(answerOf(claims, marks), sources);
  return score(said[document]!) < score(perfect[document]!);
}

describe("the same faults beside a quoted-spans score and a single verdict", () => {
  const named = (name: string) => PLANTS.find((plant) => plant.name === name)!;
  const DANISH = ["»", "«"] as const;
  const STRAIGHT = ['"', '"'] as const;

  it("quoted spans see nothing at all between Danish quotation marks", () => {
    expect(PLANTS.filter((plant) => noticedByQuotedSpans(plant, DANISH))).toEqual([]);
    expect(
      quotedSpans("Rapporten siger: »Ventetiden er faldet siden 2019«.", ["Ventetiden er faldet siden 2019"]),
    ).toBe(0);
  });
  it("between straight ones they see inventions, but no stitched quote, no changed claim, no repeat, no whole page", () => {
    expect(PLANTS.filter((plant) => noticedByQuotedSpans(plant, STRAIGHT)).map(({ name }) => name)).toEqual([
      "an invented quote",
      "a quote of another report",
    ]);
  });
  it("between curly ones an apostrophe before the quote hides it: a true quote scores 0", () => {
    const source = ["Tilslutningen er nu genvundet i hele landet"];
    expect(quotedSpans(`Den faldt dengang: “${source[0]}”`, source)).toBe(1);
    expect(quotedSpans(`I 2010’erne faldt den dengang: “${source[0]}”`, source)).toBe(0);
  });
  it.each(PLANTS)("a single verdict by a perfect judge passes $name", ({ name, document }) => {
    const claims = perfect[named(name).document]!;
    expect(document).toBe(named(name).document);
    // the judge calls the planted claim unsupported; the answer as a whole still passes
    expect(singleVerdict(claims.map((_, i) => i > 0))).toBe(true);
  });
});

describe("changes that no single rule sees", () => {
  it("passes a run that says the same", () => {
    expect(judgeRun(suite, runOf(perfect), baseline)).toMatchObject({ outcome: 0 });
  });
  it("refuses a run that loses a third of the claims everywhere", () => {
    const judged = judgeRun(suite, runOf(perfect.map((claims) => claims.filter((_, i) => i % 3 !== 0))), baseline);
    expect(judged.outcome).toBe(1);
    expect(judged.metrics[0]?.comparison.verdict).toBe("worse");
  });
});

const bySize = perfect.map((_, i) => i).sort((a, b) => perfect[b]!.length - perfect[a]!.length);

describe("all claims of two reports lost, nothing else changed", () => {
  it.each([
    ["two short ones", [0, 1]],
    ["the two longest", bySize.slice(0, 2)],
  ])("%s", (_, gone) => {
    const lost = gone.reduce((n, i) => n + perfect[i]!.length, 0);
    // over claims, which are not independent, it is as good as certain
    expect(mcnemar(lost, 0)).toBeLessThan(0.001);

    const said = perfect.map((claims, i) => (gone.includes(i) ? [] : claims));
    const { comparison } = judgeRun(suite, runOf(said), baseline).metrics[0]!;
    // two reports are all the evidence there is: no proof for all reports, no all-clear either, and the true size is said
    expect(["undecided", "worse"]).toContain(comparison.verdict);
    expect(comparison.collapsed).toBe(2);
    const all = perfect.flat().length;
    expect(comparison.difference).toBeCloseTo((2 * (all - lost)) / (2 * (all - lost) + lost) - 1, 10);
    expect(comparison.low).toBeLessThan(comparison.difference);
  });
});

describe("a negation dropped from any labelled sentence", () => {
  const dropped = perfect
    .flat()
    .flatMap(({ exact }) =>
      ["ikke", "aldrig", "sjældent", "ingen"]
        .filter((word) => exact.includes(` ${word} `))
        .map((word) => ({ exact, text: exact.replace(` ${word} `, " ") })),
    );
  it("is noticed, every one", () => {
    expect(dropped.length).toBeGreaterThan(80);
    const passed = dropped.filter(({ text, exact }) => checkStatement(text, [{ exact }]).reason === undefined);
    expect(passed).toEqual([]);
  });
});
