import { beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../evals/datasets/dataset.ts";
import { fingerprintOf, type Run } from "../../evals/fingerprint.ts";
import { judgeRun } from "../../evals/judge-run.ts";
import { type Predicted, scoreClaims } from "../../evals/scorers/claims.ts";
import { SUITES, textFaults } from "../../evals/suites.ts";
import { localEngine } from "../../functions/engines/local/local-engine.ts";

const dataset = loadDataset();
const suite = SUITES.claims;
const texts = dataset.documents.map(({ reading }) => reading.text);

/** What a perfect prompt would have said: every judged claim, word for word. */
const perfect = dataset.documents.map(({ reading, gold }) =>
  gold.map(({ start, end, kind, themes }): Predicted => {
    const exact = reading.text.slice(start, end);
    return { start, end, exact, text: exact, kind, themes };
  }),
);

function runOf(said: readonly (readonly Predicted[])[]): Run {
  const documents = dataset.documents.map((document, i) => {
    const others = texts.filter((_, other) => other !== i);
    const { counts, findings } = scoreClaims(document, said[i]!, others);
    const claims = said[i]!.map(({ text, exact }) => ({ text, citations: [{ exact }] as never }));
    return { id: document.id, counts: { ...counts, ...textFaults(claims) }, findings };
  });
  return { fingerprint: fingerprintOf(suite, dataset, localEngine(), documents), prompts: {}, documents };
}

let baseline: Run;
beforeAll(() => {
  baseline = runOf(perfect);
});

/** The same claims with one of them changed, in the first document whose sentence fits. */
function withOne(fits: (claim: Predicted) => boolean, change: (claim: Predicted, document: number) => Predicted[]) {
  let done = false;
  const said = perfect.map((claims, document) =>
    claims.flatMap((claim) => {
      if (done || !fits(claim)) return [claim];
      done = true;
      return change(claim, document);
    }),
  );
  if (!done) throw new Error("no sentence fits this change");
  return runOf(said);
}

const brokenBy = (run: Run) =>
  judgeRun(suite, run, baseline)
    .rules.filter(({ after }) => after > 0)
    .map(({ invariant }) => invariant.id);

describe("one planted fault among the claims of 32 documents is refused by the rule meant for it", () => {
  it("an invented quote", () => {
    const run = withOne(
      () => true,
      (claim) => [{ ...claim, exact: "Regionerne har købt tolv rumraketter til akutmodtagelsen." }],
    );
    expect(brokenBy(run)).toContain("fabricated");
    expect(judgeRun(suite, run, baseline).outcome).toBe(1);
  });
  it("a quote of another report", () => {
    const foreign = perfect[7]![0]!.exact;
    const run = withOne(
      () => true,
      (claim) => [{ ...claim, exact: foreign, text: foreign }],
    );
    expect(brokenBy(run)).toEqual(["cross-document"]);
  });
  it("a wrong unit", () => {
    const run = withOne(
      ({ text }) => /\d pct\./.test(text),
      (claim) => [{ ...claim, text: claim.text.replace("pct.", "procentpoint") }],
    );
    expect(brokenBy(run)).toEqual(["numbers"]);
  });
  it("a dropped negation", () => {
    const run = withOne(
      ({ text }) => / ikke /.test(text) && !/\d/.test(text),
      (claim) => [{ ...claim, text: claim.text.replace(" ikke ", " ") }],
    );
    expect(brokenBy(run)).toEqual(["flips"]);
  });
  it("the same claim twice", () => {
    const run = withOne(
      () => true,
      (claim) => [claim, claim],
    );
    expect(brokenBy(run)).toEqual(["duplicates"]);
  });
  it("a whole page as a quote", () => {
    const run = withOne(
      () => true,
      (claim, document) => {
        const exact = texts[document]!.slice(0, 1200);
        return [{ ...claim, start: 0, end: exact.length, exact, text: claim.text }];
      },
    );
    expect(brokenBy(run)).toContain("long");
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
  it("does not call two lost documents of 32 a proven regression of all reports, nor a pass", () => {
    const judged = judgeRun(suite, runOf(perfect.map((claims, i) => (i < 2 ? [] : claims))), baseline);
    expect(["undecided", "worse"]).toContain(judged.metrics[0]?.comparison.verdict);
  });
});
