import { eachMessage } from "../runtime/each-message.ts";
import { readSettings } from "../runtime/settings.ts";
import { wireExtraction } from "../runtime/wire-extraction.ts";
import { ExtractMessage, onExtractMessage } from "./on-message.ts";

/** SQS, queue `extract`: batches of passages, and workspaces whose themes changed. */
export const handler = eachMessage(ExtractMessage, onExtractMessage(wireExtraction(readSettings())));
