import { z } from "zod";
import { Kind } from "./claim.ts";

const Named = z.object({ da: z.string(), en: z.string() });
const Moved = z.object({ report: z.string(), text: z.string(), kind: Kind });

/** How a prompt or engine did against the version that was blessed: what the evaluations keep of one run. */
export const Evaluation = z.object({
  suite: z.string(),
  engine: z.string(),
  model: z.string().optional(),
  dataset: z.string(),
  reports: z.int(),
  /** Prompt versions by prompt; none for the built-in engine. */
  prompts: z.record(z.string(), z.string()),
  /** `first` where nothing had been blessed yet. */
  verdict: z.enum(["refused", "worse", "undecided", "better", "same", "first"]),
  rules: z.array(
    z.object({ id: z.string(), name: Named, seen: z.number(), of: z.number(), atMost: z.number().optional() }),
  ),
  measures: z.array(
    z.object({
      id: z.string(),
      name: Named,
      primary: z.boolean(),
      lowerIsBetter: z.boolean(),
      before: z.number().nullable(),
      after: z.number().nullable(),
      difference: z.number(),
      low: z.number(),
      high: z.number(),
      margin: z.number(),
      p: z.number(),
      verdict: z.enum(["better", "worse", "same", "undecided"]),
      /** Reports it would take to tell. */
      reportsNeeded: z.number().optional(),
    }),
  ),
  lost: z.array(Moved),
  gained: z.array(Moved),
  /** Unified diff of the prompt files; empty where they are the blessed ones. */
  promptDiff: z.string(),
});
export type Evaluation = z.infer<typeof Evaluation>;

/** One of the runs that are kept, newest first. */
export const KeptEvaluation = Evaluation.extend({ id: z.string(), at: z.string() });
export type KeptEvaluation = z.infer<typeof KeptEvaluation>;
