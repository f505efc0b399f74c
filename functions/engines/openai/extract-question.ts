import type { Passage } from "../../evidence/passage.ts";
import type { ClaimRequest } from "../engine.ts";
import type { Question } from "./ask.ts";
import { type PassageBlock, passageBlock } from "./passage-block.ts";
import type { Prompt } from "./prompt-files.ts";
import { extractSystem } from "./prompt-text.ts";
import { claimsSchema, type RepliedClaim } from "./reply-schema.ts";

/** Passages shown before and after what is asked about, so that *dette* and *de* can be understood. */
const CONTEXT = 2;

/** How a batch, or a part of it, is asked about. */
export function extractQuestions(prompt: Prompt, request: ClaimRequest) {
  const schema = claimsSchema(request.themes.map((theme) => theme.id));
  const system = extractSystem(prompt, request.themes);
  return (run: readonly Passage[]): { question: Question<{ claims: RepliedClaim[] }>; block: PassageBlock } => {
    const from = request.passages.indexOf(run[0]!);
    const to = request.passages.indexOf(run.at(-1)!) + 1;
    const block = passageBlock(
      request.report.title,
      [...request.before, ...request.passages.slice(0, from)].slice(-CONTEXT),
      run,
      [...request.passages.slice(to), ...request.after].slice(0, CONTEXT),
    );
    const messages = [
      { role: "system" as const, text: system },
      { role: "user" as const, text: block.text },
    ];
    return { block, question: { prompt, schema, messages, maxOutputTokens: outputBound(prompt, run.length) } };
  };
}

/** Tokens that an answer about so many passages or claims may take. */
export const outputBound = ({ parameters }: Prompt, items: number) =>
  Math.min(parameters.outputAtMost, parameters.outputAtLeast + items * parameters.outputPerItem);
