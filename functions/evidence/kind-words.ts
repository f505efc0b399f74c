import type { Kind } from "./claim.ts";
import type { Sentence } from "./sentence.ts";

/** What people call each kind of claim. */
export const KIND_WORDS: Record<Kind, Sentence> = {
  status: { da: "Status", en: "Status" },
  challenge: { da: "Udfordring", en: "Challenge" },
  opportunity: { da: "Mulighed", en: "Opportunity" },
  "knowledge-gap": { da: "Videnshul", en: "Knowledge gap" },
  recommendation: { da: "Anbefaling", en: "Recommendation" },
  commitment: { da: "Tilsagn", en: "Commitment" },
  finding: { da: "Fund", en: "Finding" },
};
