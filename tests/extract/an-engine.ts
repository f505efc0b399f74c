import type {
  ClaimAnswer,
  ClaimRequest,
  DraftAnswer,
  DraftRequest,
  Engine,
  ProposedClaim,
} from "../../functions/engines/engine.ts";
import type { ThemeId } from "../../functions/evidence/ids.ts";
import type { Passage } from "../../functions/evidence/passage.ts";
import { NO_USAGE } from "../../functions/evidence/usage.ts";

/** An engine that says what a test tells it to, true or not. */
export function anEngine(parts: {
  claims?: (request: ClaimRequest) => ProposedClaim[] | Promise<ProposedClaim[]>;
  unanswered?: (request: ClaimRequest) => ClaimAnswer["unanswered"];
  draft?: (request: DraftRequest) => DraftAnswer["statements"];
  batchSize?: number;
}): Engine {
  return {
    origin: { engine: "openai", model: "a-model" },
    batchSize: parts.batchSize ?? 100,
    proposeClaims: async (request) => ({
      claims: (await parts.claims?.(request)) ?? [],
      unanswered: parts.unanswered?.(request) ?? [],
      usage: { ...NO_USAGE, requests: 1, inputTokens: 10 },
    }),
    draftTheme: async (request) => ({
      statements: parts.draft?.(request) ?? [],
      usage: { ...NO_USAGE, requests: 1, outputTokens: 5 },
    }),
  };
}

/** What an engine says of a passage: by default exactly what stands there. */
export function proposal(passage: Passage, parts: Partial<ProposedClaim> & { quote?: string } = {}): ProposedClaim {
  const { quote = passage.text, ...rest } = parts;
  return {
    text: passage.text,
    kind: "status",
    themes: ["treatment" as ThemeId],
    quotes: [{ passageId: passage.id, quote }],
    confidence: 0.9,
    ...rest,
  };
}
