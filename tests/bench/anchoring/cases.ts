import { readFileSync } from "node:fs";
import { z } from "zod";

/** Quotes with planted changes, by kind of change. `gold` is where the words that were changed stand, or null. */
export const Cases = z.array(
  z.object({
    name: z.string(),
    group: z.string(),
    ocr: z.boolean().optional(),
    doc: z.string(),
    items: z.array(z.object({ quote: z.string(), gold: z.tuple([z.number(), z.number()]).nullable() })),
  }),
);
export type Cases = z.infer<typeof Cases>;

export const readCases = (file: string): Cases => Cases.parse(JSON.parse(readFileSync(file, "utf8")));
