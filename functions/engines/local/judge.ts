import { readFileSync } from "node:fs";
import { Kind } from "../../evidence/claim.ts";
import type { InContext } from "./context.ts";
import type { Label } from "./cues.ts";
import { featuresOf } from "./features.ts";
import { type LinearModel, type ModelFile, openModel, scoresOf, softmax } from "./linear-model.ts";

/** Labels of the model, in the order of its weights. */
export const LABELS: readonly Label[] = ["none", ...Kind.options];

/** Whether a passage is a claim, and of which kind. */
export interface Judgement {
  /** Calibrated probability that it is a claim, 0–1. */
  claim: number;
  kind: Kind;
  /** How sure the kind is, given that it is a claim, 0–1. */
  kindCertainty: number;
}

export function judge(model: LinearModel, passage: InContext): Judgement {
  const [none = 1, ...kinds] = softmax(scoresOf(model, featuresOf(passage)), model.temperature);
  let best = 0;
  kinds.forEach((chance, i) => {
    if (chance > kinds[best]!) best = i;
  });
  const claim = 1 - none;
  return { claim, kind: Kind.options[best]!, kindCertainty: claim === 0 ? 0 : kinds[best]! / claim };
}

let opened: LinearModel | undefined;

/** The trained model that lies beside the code; opened once. */
export function claimModel(): LinearModel {
  opened ??= openModel(
    JSON.parse(readFileSync(new URL("./claims.weights.json", import.meta.url), "utf8")) as ModelFile,
  );
  return opened;
}
