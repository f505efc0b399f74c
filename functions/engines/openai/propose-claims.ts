import { canBeEvidence, type Passage } from "../../evidence/passage.ts";
import { type ClaimAnswer, type ClaimRequest, EngineError, type ProposedClaim } from "../engine.ts";
import { type Asking, ask } from "./ask.ts";
import { divide } from "./divide.ts";
import { extractQuestions } from "./extract-question.ts";
import type { Prompts } from "./prompt-files.ts";
import { inReadingOrder, proposed } from "./proposed-claim.ts";
import { sampleOf } from "./second-look.ts";

export interface ProposeOptions {
  /** Share (0–1) of the passages without a claim that are asked about once more. */
  secondLook?: number;
}

/**
 * Asks the model about a batch of passages. Nothing here is believed yet: the quotes are as the model gave them.
 * @throws EngineError when the model cannot be had, or the budget allows nothing at all
 */
export async function proposeClaims(
  asking: Asking,
  prompts: Prompts,
  request: ClaimRequest,
  options: ProposeOptions = {},
  signal?: AbortSignal,
): Promise<ClaimAnswer> {
  const prompt = prompts.extract;
  const questionOn = extractQuestions(prompt, request);
  const askAbout = async (passages: readonly Passage[]) => {
    const divided = await divide(passages, (run) => ask(asking, questionOn(run).question, signal), halveAtSection);
    const claims = divided.answered.flatMap(({ items, value }) => {
      const { block } = questionOn(items);
      return value.claims.map((claim) => proposed(claim, block, items, prompt));
    });
    return { ...divided, claims };
  };

  const passages = request.passages.filter(canBeEvidence);
  const { answered, unanswered, claims } = await askAbout(passages);
  if (answered.length === 0 && unanswered[0]?.why === "budget")
    throw new EngineError("engine-budget", "The budget for the model is spent", asking.ledger.usage());
  const skipped = withoutClaim(
    answered.flatMap(({ items }) => items),
    claims,
  );
  const sample = sampleOf(skipped, options.secondLook ?? 0);
  const again = await askAbout(sample);
  const seenAgain = again.answered.flatMap(({ items }) => items);
  return {
    claims: inReadingOrder([...claims, ...again.claims], request.passages),
    unanswered: unanswered.map(({ items, why }) => ({ passageIds: items.map((passage) => passage.id), why })),
    usage: asking.ledger.usage(),
    skipped: {
      passages: skipped.length,
      askedAgain: seenAgain.length,
      missed: seenAgain.length - withoutClaim(seenAgain, again.claims).length,
    },
  };
}

function withoutClaim(passages: readonly Passage[], claims: readonly ProposedClaim[]): Passage[] {
  const cited = new Set<string>(claims.flatMap(({ quotes }) => quotes.map(({ passageId }) => passageId)));
  return passages.filter(({ id }) => !cited.has(id));
}

/** The middle of a run, moved to a section's border when one is near. */
function halveAtSection(run: readonly Passage[]): number {
  const middle = run.length >> 1;
  for (let away = 0; away <= run.length >> 2; away++) {
    for (const at of [middle - away, middle + away]) {
      if (at > 0 && at < run.length && run[at]!.section.join("\n") !== run[at - 1]!.section.join("\n")) return at;
    }
  }
  return middle;
}
