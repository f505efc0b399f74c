import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import { Kind } from "../../evidence/claim.ts";
import { ThemeId } from "../../evidence/ids.ts";
import { PassageKind } from "../../evidence/passage.ts";
import { ReportKind } from "../../evidence/reading.ts";
import { type InContext, inContext } from "./context.ts";

/** A sentence written and labelled for training; `group` numbers the sentences that stand together under one heading. */
export const TrainingSentence = z.strictObject({
  text: z.string().min(1),
  label: z.union([Kind, z.literal("none")]),
  themes: z.array(ThemeId).optional(),
  passage: PassageKind.default("body"),
  report: ReportKind,
  section: z.array(z.string()),
  language: z.enum(["da", "en"]),
  group: z.int().positive(),
});
export type TrainingSentence = z.infer<typeof TrainingSentence>;

const FOLDER = new URL("./training/", import.meta.url);

/** Groups of sentences as they would stand in a report, file by file. */
export function readTrainingSentences(): { file: string; sentences: TrainingSentence[] }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".jsonl"))
    .sort()
    .flatMap((file) => {
      const groups = new Map<number, TrainingSentence[]>();
      for (const line of readFileSync(new URL(file, FOLDER), "utf8").split("\n")) {
        if (line.trim() === "") continue;
        const sentence = TrainingSentence.parse(JSON.parse(line));
        groups.set(sentence.group, [...(groups.get(sentence.group) ?? []), sentence]);
      }
      return [...groups.values()].map((sentences) => ({ file, sentences }));
    });
}

/** The sentences of a group among their neighbours; with what a reader may have failed to find left out. */
export function groupInContext(
  sentences: readonly TrainingSentence[],
  known: { report: boolean; section: boolean },
): InContext[] {
  return inContext(
    sentences.map(({ text, passage, section }) => ({ text, kind: passage, section: known.section ? section : [] })),
    known.report ? sentences[0]?.report : undefined,
  );
}
