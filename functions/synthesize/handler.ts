import { DraftRequested } from "../evidence/message.ts";
import { eachMessage } from "../runtime/each-message.ts";
import { readSettings } from "../runtime/settings.ts";
import { wireSynthesis } from "../runtime/wire-synthesis.ts";
import { writeDraft } from "./write-draft.ts";

const synthesis = wireSynthesis(readSettings());

/** SQS, queue `draft`: drafts that somebody asked for. */
export const handler = eachMessage(DraftRequested, async (message, delivery) => {
  try {
    await writeDraft(synthesis, message);
  } catch (error) {
    if (delivery.last) await synthesis.store.failDraft(message.workspaceId, message.draftId, "internal");
    throw error;
  }
});
