import { z } from "zod";
import { PassagesReady, ThemesChanged } from "../evidence/message.ts";
import type { Delivery } from "../runtime/each-message.ts";
import { type ExtractionDeps, extractBatch, giveUpBatch } from "./extract-batch.ts";
import { retheme, type ThemingDeps } from "./retheme.ts";

export const ExtractMessage = z.discriminatedUnion("type", [PassagesReady, ThemesChanged]);
export type ExtractMessage = z.infer<typeof ExtractMessage>;

/** Batches of passages to find claims in, and workspaces whose claims are to be sorted again. */
export const onExtractMessage =
  (deps: ExtractionDeps & ThemingDeps) => async (message: ExtractMessage, delivery: Delivery) => {
    if (message.type === "themes-changed") {
      await retheme(deps, message.workspaceId);
      return;
    }
    try {
      await extractBatch(deps, message, delivery.attempt > 1);
    } catch (error) {
      if (delivery.last) await giveUpBatch(deps, message);
      throw error;
    }
  };
