import { z } from "zod";
import { PassagesReady, ThemesChanged } from "../evidence/message.ts";
import { eachMessage } from "../runtime/each-message.ts";
import { readSettings } from "../runtime/settings.ts";
import { wireExtraction } from "../runtime/wire-extraction.ts";
import { extractBatch, giveUpBatch } from "./extract-batch.ts";
import { retheme } from "./retheme.ts";

const extraction = wireExtraction(readSettings());

/** SQS, queue `extract`: batches of passages to find claims in, and workspaces whose claims are to be sorted again. */
export const handler = eachMessage(
  z.discriminatedUnion("type", [PassagesReady, ThemesChanged]),
  async (message, delivery) => {
    if (message.type === "themes-changed") {
      await retheme(extraction, message.workspaceId);
      return;
    }
    try {
      await extractBatch(extraction, message, delivery.attempt > 1);
    } catch (error) {
      if (delivery.last) await giveUpBatch(extraction, message);
      throw error;
    }
  },
);
