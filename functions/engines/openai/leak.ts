import type { Prompt } from "./prompt-files.ts";

/** Words in a row that no report shares with a prompt by chance. */
const RUN = 7;

const runsByVersion = new Map<string, Set<string>>();

/** Does a text recite the prompt (as a document may have asked for)? Examples shown in the prompt count as prompt. */
export function repeatsPrompt(prompt: Prompt, text: string): boolean {
  const words = wordsOf(text);
  if (words.length < RUN) return false;
  const runs = runsOfPrompt(prompt);
  return words.some((_, at) => at + RUN <= words.length && runs.has(words.slice(at, at + RUN).join(" ")));
}

function runsOfPrompt(prompt: Prompt): Set<string> {
  const known = runsByVersion.get(prompt.version);
  if (known !== undefined) return known;
  const words = wordsOf(`${prompt.body} ${JSON.stringify(prompt.examples)}`);
  const runs = new Set(words.map((_, at) => words.slice(at, at + RUN).join(" ")));
  runsByVersion.set(prompt.version, runs);
  return runs;
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
