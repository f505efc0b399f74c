import { basename, dirname } from "node:path";

/** What the built-in engine has learnt: files that it reads beside itself, which in a bundle is beside the handler. */
const WEIGHTS = ["functions/engines/local/claims.weights.json", "functions/engines/local/themes.weights.json"];

export const weightsBeside = (handler: string) =>
  WEIGHTS.map((from) => ({ from, to: `${dirname(handler)}/${basename(from)}` }));
