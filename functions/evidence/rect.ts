import { z } from "zod";

/** One line of text on a page: fractions (0–1) of the CropBox as displayed (after rotation), origin top left; pages from 1. */
export const Rect = z.object({
  page: z.int().positive(),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type Rect = z.infer<typeof Rect>;
