import type { DraftRequested } from "../evidence/message.ts";
import type { Delivery } from "../runtime/each-message.ts";
import { type SynthesisDeps, writeDraft } from "./write-draft.ts";

export const onDraftMessage = (deps: SynthesisDeps) => async (message: DraftRequested, delivery: Delivery) => {
  try {
    await writeDraft(deps, message);
  } catch (error) {
    // nobody will try again: the draft says so instead of waiting for ever
    if (delivery.last) await deps.store.failDraft(message.workspaceId, message.draftId, "internal");
    throw error;
  }
};
