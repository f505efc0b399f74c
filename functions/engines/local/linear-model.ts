import type { Features } from "./features.ts";

/** A trained model as it lies in its file: one byte a weight, one row a label. */
export interface ModelFile {
  labels: string[];
  /** Features are hashed into this many places, a power of two. */
  size: number;
  /** What one step of a byte is worth, per label. */
  step: number[];
  /** Signed bytes, label by label, as base64. */
  weights: string;
  bias: number[];
  /** Divides the scores before they become probabilities: fitted on sentences the model had not seen. */
  temperature: number;
}

export interface LinearModel {
  labels: readonly string[];
  size: number;
  weights: readonly Float32Array[];
  bias: readonly number[];
  temperature: number;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Place of a feature among `size` places (FNV-1a). Places are shared by chance; rare clashes cost little. */
export function placeOf(feature: string, size: number): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < feature.length; i++) {
    hash ^= feature.charCodeAt(i);
    hash = Math.imul(hash, FNV_PRIME);
  }
  hash ^= hash >>> 15;
  return hash & (size - 1);
}

export function openModel(file: ModelFile): LinearModel {
  const bytes = Buffer.from(file.weights, "base64");
  const signed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const weights = file.labels.map((_, label) => {
    const row = new Float32Array(file.size);
    for (let i = 0; i < file.size; i++) row[i] = signed[label * file.size + i]! * file.step[label]!;
    return row;
  });
  return { labels: file.labels, size: file.size, weights, bias: file.bias, temperature: file.temperature };
}

export function packModel(model: LinearModel): ModelFile {
  const step = model.weights.map((row) => row.reduce((most, w) => Math.max(most, Math.abs(w)), 1e-9) / 127);
  const bytes = new Int8Array(model.labels.length * model.size);
  model.weights.forEach((row, label) => {
    for (let i = 0; i < row.length; i++) bytes[label * model.size + i] = Math.round(row[i]! / step[label]!);
  });
  return {
    labels: [...model.labels],
    size: model.size,
    step,
    weights: Buffer.from(bytes.buffer).toString("base64"),
    bias: [...model.bias],
    temperature: model.temperature,
  };
}

/** Scores of the labels, before they are made probabilities. */
export function scoresOf(model: LinearModel, features: Features): number[] {
  const scores = [...model.bias];
  for (const [name, value] of features) {
    const place = placeOf(name, model.size);
    for (let label = 0; label < scores.length; label++) scores[label]! += model.weights[label]![place]! * value;
  }
  return scores;
}

export function softmax(scores: readonly number[], temperature = 1): number[] {
  const top = Math.max(...scores);
  const raised = scores.map((score) => Math.exp((score - top) / temperature));
  const sum = raised.reduce((a, b) => a + b, 0);
  return raised.map((value) => value / sum);
}
