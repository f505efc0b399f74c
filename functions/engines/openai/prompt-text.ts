import type { ThemeDefinition } from "../../evidence/theme.ts";
import { asOneLine } from "./fence.ts";
import { passageLine } from "./passage-block.ts";
import type { DraftExample, ExtractExample } from "./prompt-example.ts";
import { fill, type Prompt } from "./prompt-files.ts";

/** The part of a request that is the same for every batch of a workspace, so that providers can keep it. */
export const extractSystem = (prompt: Prompt, themes: readonly ThemeDefinition[]) =>
  fill(prompt, { themes: themes.map(themeLine).join("\n"), examples: prompt.examples.map(exampleText).join("\n\n") });

/** A long definition is cut at a word: it is sent with every batch. */
const themeLine = (theme: ThemeDefinition) => {
  const definition = asOneLine(theme.definition);
  return `${theme.id}: ${definition.length <= THEME_LENGTH ? definition : definition.slice(0, definition.lastIndexOf(" ", THEME_LENGTH))}`;
};

const THEME_LENGTH = 100;

export function exampleText(example: ExtractExample | DraftExample): string {
  const data =
    example.prompt === "extract"
      ? example.passages.flatMap((passage, index) => {
          const heading = passage.section.at(-1) ?? "";
          const above = example.passages[index - 1]?.section.at(-1);
          return [...(heading === above ? [] : [`afsnit|${heading}`]), passageLine(passage.id, passage)];
        })
      : example.claims.map((claim) =>
          claimLine(claim.id, { ...claim, state: claim.accepted ? "godkendt" : "foreslået" }),
        );
  return `${data.join("\n")}\n=> ${JSON.stringify(example.answer)}`;
}

/** A claim as a draft is written from it: its kind, its report, what it says and the report's own words for it. */
export const claimLine = (
  id: string,
  claim: { kind: string; from: string; text: string; quote: string; state: string },
) =>
  `${id} ${claim.kind}, ${claim.state}, ${asOneLine(claim.from)}|${asOneLine(claim.text)}${
    claim.quote === claim.text ? "" : ` | kilde: »${asOneLine(claim.quote)}«`
  }`;
