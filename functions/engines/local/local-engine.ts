import type { ThemeDefinition } from "../../evidence/theme.ts";
import { NO_USAGE } from "../../evidence/usage.ts";
import type { Engine } from "../engine.ts";
import { claimsOf } from "./claims.ts";
import { draftOf } from "./draft.ts";
import { type ThemeCorrection, themeRanker } from "./themes.ts";

export interface LocalEngineOptions {
  /** What experts said about themes in this workspace: the ranker learns from it. */
  corrections?: readonly ThemeCorrection[];
  /** From which probability on a passage is proposed as a claim, 0–1. */
  threshold?: number;
}

/** Passages in a batch: a batch takes milliseconds, so only the stage's own cost speaks for large ones. */
const BATCH_SIZE = 400;

/** The built-in engine: rules and a small trained model, no network, no key. The same input gives the same output. */
export function localEngine(options: LocalEngineOptions = {}): Engine {
  const rankers = new WeakMap<readonly ThemeDefinition[], ReturnType<typeof themeRanker>>();
  const rankerFor = (themes: readonly ThemeDefinition[]) => {
    let ranker = rankers.get(themes);
    if (!ranker) {
      ranker = themeRanker(themes, options.corrections);
      rankers.set(themes, ranker);
    }
    return ranker;
  };
  return {
    origin: { engine: "local" },
    batchSize: BATCH_SIZE,
    async proposeClaims(request, signal) {
      signal?.throwIfAborted();
      return claimsOf(request, rankerFor(request.themes), options.threshold);
    },
    async draftTheme(request, signal) {
      signal?.throwIfAborted();
      return { statements: draftOf(request), usage: NO_USAGE };
    },
  };
}
