import { type Dataset, loadDataset } from "../../evals/datasets/dataset.ts";
import { fingerprintOf, type Run } from "../../evals/fingerprint.ts";
import { type Predicted, scoreClaims } from "../../evals/scorers/claims.ts";
import { SUITES, textFaults } from "../../evals/suites.ts";
import { localEngine } from "../../functions/engines/local/local-engine.ts";

export const dataset: Dataset = loadDataset();
export const texts = dataset.documents.map(({ reading }) => reading.text);

/** What a prompt said, document by document. */
export type Said = readonly (readonly Predicted[])[];

/** What a perfect prompt would have said: every judged claim, word for word. */
export const perfect: Said = dataset.documents.map(({ reading, gold }) =>
  gold.map(({ start, end, kind, themes }): Predicted => {
    const exact = reading.text.slice(start, end);
    return { start, end, exact, text: exact, kind, themes };
  }),
);

const engine = localEngine();

/** Scores what was said as the claims suite scores an engine. */
export function runOf(said: Said): Run {
  const documents = dataset.documents.map((document, i) => {
    const others = texts.filter((_, other) => other !== i);
    const { counts, findings } = scoreClaims(document, said[i]!, others);
    const claims = said[i]!.map(({ text, exact }) => ({ text, citations: [{ exact }] as never }));
    return { id: document.id, counts: { ...counts, ...textFaults(claims) }, findings };
  });
  return { fingerprint: fingerprintOf(SUITES.claims, dataset, engine, documents), prompts: {}, documents };
}
