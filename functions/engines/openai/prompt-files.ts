import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { DraftExample, ExtractExample } from "./prompt-example.ts";

export const PROMPT_NAMES = ["extract", "repair", "draft", "revise"] as const;
export type PromptName = (typeof PROMPT_NAMES)[number];

/** What stands between the two `---` lines of a prompt file. */
const FrontMatter = z.strictObject({
  name: z.enum(PROMPT_NAMES),
  purpose: z.string().min(10),
  schema: z.enum(["claims", "statements", "same"]),
  temperature: z.coerce.number().min(0).max(2),
  seed: z.coerce.number().int(),
  /** Upper bound for the answer: so many tokens for each passage or claim sent, and so many whatever is sent. */
  outputPerItem: z.coerce.number().int().positive(),
  outputAtLeast: z.coerce.number().int().positive(),
  outputAtMost: z.coerce.number().int().positive(),
  /** Names in `prompts/examples/` that are shown to the model, separated by spaces. */
  examples: z.string().optional(),
});
export type PromptParameters = z.infer<typeof FrontMatter>;

export interface Prompt {
  name: PromptName;
  parameters: PromptParameters;
  /** The text below the front matter, with its `{{holes}}`. */
  body: string;
  examples: (ExtractExample | DraftExample)[];
  /** `extract@` and 12 hex digits of the SHA-256 of the file and the examples it shows. */
  version: string;
  /** The file's name as people know it, for messages: `prompts/extract.md`. */
  file: string;
}
export type Prompts = Record<PromptName, Prompt>;

/**
 * @param folder where the prompts lie; without it, the nearest `prompts/` above this module: the repository's own, or
 *   the copy that stands beside a Lambda's bundle.
 * @throws Error when a prompt is missing or its front matter does not parse: the program is not whole.
 */
export function readPrompts(folder: string = nearestPrompts()): Prompts {
  const read = (name: PromptName) => readPrompt(folder, name);
  return { extract: read("extract"), repair: read("repair"), draft: read("draft"), revise: read("revise") };
}

/** Fills `{{holes}}`. A hole without a value is a fault of the prompt, not something to send. */
export function fill(prompt: Prompt, values: Record<string, string>): string {
  return prompt.body.replace(/\{\{(\w+)\}\}/g, (_hole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${prompt.file} has a hole {{${name}}} that nothing fills`);
    return value;
  });
}

export function readExamples(folder: string = nearestPrompts()): (ExtractExample | DraftExample)[] {
  const examples = join(folder, "examples");
  return readdirSync(examples)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => readExample(examples, file.slice(0, -".json".length)));
}

function readPrompt(folder: string, name: PromptName): Prompt {
  const file = `prompts/${name}.md`;
  const content = readFileSync(join(folder, `${name}.md`), "utf8").replace(/\r\n/g, "\n");
  const parts = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(content);
  if (parts === null) throw new Error(`${file} has no front matter`);
  const lines = parts[1]!.split("\n").filter((line) => line.trim() !== "");
  const parameters = FrontMatter.parse(
    Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]),
    ),
  );
  if (parameters.name !== name) throw new Error(`${file} says that it is ${parameters.name}`);
  const examples = (parameters.examples ?? "")
    .split(" ")
    .filter(Boolean)
    .map((example) => readExample(join(folder, "examples"), example));
  const hash = createHash("sha256").update(content).update(JSON.stringify(examples)).digest("hex").slice(0, 12);
  return { name, parameters, body: parts[2]!.trim(), examples, version: `${name}@${hash}`, file };
}

function readExample(folder: string, name: string): ExtractExample | DraftExample {
  const value: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  return z.discriminatedUnion("prompt", [ExtractExample, DraftExample]).parse(value);
}

function nearestPrompts(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, "prompts");
    if (existsSync(join(candidate, "extract.md"))) return candidate;
    const above = dirname(folder);
    if (above === folder) throw new Error("There is no prompts/ folder beside or above the program");
    folder = above;
  }
}
