import type { Reading } from "../evidence/reading.ts";
import { type PreparedText, prepareText } from "./prepare-text.ts";

const prepared = new WeakMap<Pick<Reading, "text">, PreparedText>();

/** A reading's text made ready for many quotes: taken apart once, and forgotten with the reading. */
export function preparedReading(reading: Pick<Reading, "text">): PreparedText {
  const known = prepared.get(reading) ?? prepareText(reading.text);
  prepared.set(reading, known);
  return known;
}
