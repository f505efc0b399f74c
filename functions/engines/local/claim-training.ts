import { featuresOf } from "./features.ts";
import { judge, LABELS } from "./judge.ts";
import { type LinearModel, scoresOf, softmax } from "./linear-model.ts";
import { type Example, hashed, train } from "./train.ts";
import { groupInContext, type TrainingSentence } from "./training-sentences.ts";

const OPTIONS = { labels: LABELS, size: 1 << 15, rounds: 15, decay: 0.0005, rate: 0.1 };

/**
 * Each sentence is shown three times: with all that is known, with the kind of report unknown, and without headings, so
 * that the model does not lean on what a reader may fail to find.
 */
const VIEWS = [
  { known: { report: true, section: true }, weight: 0.5 },
  { known: { report: false, section: true }, weight: 0.3 },
  { known: { report: false, section: false }, weight: 0.2 },
];

interface Group {
  file: string;
  sentences: readonly TrainingSentence[];
}

function examplesOf(groups: readonly Group[]): Example[] {
  return groups.flatMap(({ sentences }) =>
    VIEWS.flatMap(({ known, weight }) =>
      groupInContext(sentences, known).map((passage, i) => ({
        ...hashed(featuresOf(passage), OPTIONS.size),
        label: LABELS.indexOf(sentences[i]!.label),
        weight,
      })),
    ),
  );
}

export const trainClaimModel = (groups: readonly Group[]): LinearModel => train(examplesOf(groups), OPTIONS);

export interface FoldRow {
  file: string;
  sentences: number;
  kappa: number;
  kindAccuracy: number;
}

/** Trains without each file in turn and judges that file, its kind of report unknown. */
export function crossValidate(groups: readonly Group[]): { rows: FoldRow[]; temperature: number } {
  const unseen: { scores: number[]; label: number }[] = [];
  const rows = [...new Set(groups.map(({ file }) => file))].map((file) => {
    const model = trainClaimModel(groups.filter((group) => group.file !== file));
    const table = { tp: 0, fp: 0, fn: 0, tn: 0, kindRight: 0 };
    for (const group of groups.filter((g) => g.file === file)) {
      const passages = groupInContext(group.sentences, { report: false, section: true });
      group.sentences.forEach(({ label }, i) => {
        unseen.push({ scores: scoresOf(model, featuresOf(passages[i]!)), label: LABELS.indexOf(label) });
        const { claim, kind } = judge(model, passages[i]!);
        if (label === "none") table[claim >= 0.5 ? "fp" : "tn"]++;
        else table[claim >= 0.5 ? "tp" : "fn"]++;
        if (kind === label) table.kindRight++;
      });
    }
    const { tp, fp, fn, tn, kindRight } = table;
    const n = tp + fp + fn + tn;
    const chance = ((tp + fp) * (tp + fn) + (tn + fn) * (tn + fp)) / n / n;
    return { file, sentences: n, kappa: ((tp + tn) / n - chance) / (1 - chance), kindAccuracy: kindRight / (tp + fn) };
  });
  return { rows, temperature: fitTemperature(unseen) };
}

/** The temperature under which detection probabilities of unseen sentences are most likely. */
function fitTemperature(unseen: readonly { scores: readonly number[]; label: number }[]): number {
  let best = { temperature: 1, loss: Number.POSITIVE_INFINITY };
  for (let temperature = 0.6; temperature <= 4; temperature += 0.05) {
    let loss = 0;
    for (const { scores, label } of unseen) {
      const none = softmax(scores, temperature)[0]!;
      loss -= Math.log(Math.max(1e-9, label === 0 ? none : 1 - none));
    }
    if (loss < best.loss) best = { temperature, loss };
  }
  return Math.round(best.temperature * 100) / 100;
}
