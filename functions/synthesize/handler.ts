import { DraftRequested } from "../evidence/message.ts";
import { eachMessage } from "../runtime/each-message.ts";
import { readSettings } from "../runtime/settings.ts";
import { wireSynthesis } from "../runtime/wire-synthesis.ts";
import { onDraftMessage } from "./on-message.ts";

/** SQS, queue `draft`: drafts that somebody asked for. */
export const handler = eachMessage(DraftRequested, onDraftMessage(wireSynthesis(readSettings())));
