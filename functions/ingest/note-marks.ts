import type { Passage } from "../evidence/passage.ts";
import type { Span } from "../evidence/span.ts";
import { nameOf } from "./raised-mark.ts";

/** A mark in a sentence that may point to a note. */
export interface Mark extends Span {
  name: string;
  /** False where it may as well be an exponent: `5²`, `R²`. */
  sure: boolean;
  /** The letters it is set on, with the mark; empty after anything else. A name may end so: `GOsa²`. */
  host: string;
}

/** Most passages have no mark at all. */
const ANY = /[⁰¹²³⁴-⁹*†‡ᵃᵇᶜᵈᵉᶠᵍʰ]/;
const RAISED = /[⁰¹²³⁴-⁹]{1,3}(?:\s?[,–-]\s?[⁰¹²³⁴-⁹]{1,3})*(?![⁰¹²³⁴-⁹])/g;
const SIGNS = /(?<=[\p{L}\p{N}.,;:!?)”"»%])[*†‡]{1,3}(?![\p{L}\p{N}*])/gu;
const LETTERS = /(?<=[\p{L}\p{N}.,)%])[ᵃᵇᶜᵈᵉᶠᵍʰ](?![\p{L}ᵃ-ᶻ])/gu;
/** `m²`, `kg/m²`, `10³`: never a note. */
const POWER = /(?:^|[\s\d/(·.,])(?:[kcdmµn]?m|10)$/u;
/** `5²`, `12²` and `R²`, `x²`: a power where no note waits for it. A year before a mark is none. */
const MAYBE_POWER = /(?:^|[^\d.,])\d{1,2}$|(?:^|[\s(=])\p{L}$/u;
/** A range of notes longer than this is none. */
const MOST = 20;

/** @param skip how many characters at the passage's start are a note's own mark. */
export function marksIn({ text, start: offset }: Pick<Passage, "text" | "start">, skip = 0): Mark[] {
  if (!ANY.test(text)) return [];
  const marks: Mark[] = [];
  const add = (at: number, length: number, name: string, sure = true) => {
    const letters = /\p{L}+$/u.exec(text.slice(Math.max(0, at - 40), at))?.[0] ?? "";
    marks.push({ start: offset + at, end: offset + at + length, name, sure, host: letters && `${letters} ${name}` });
  };
  for (const found of text.matchAll(RAISED)) {
    const before = text.slice(Math.max(0, found.index - 12), found.index);
    if (found.index < skip || before === "" || POWER.test(before)) continue;
    const sure = !MAYBE_POWER.test(before);
    let last: { value: number; at: number } | undefined;
    for (const part of found[0].matchAll(/([,–-]?)\s?([⁰¹²³⁴-⁹]+)/g)) {
      const at = found.index + part.index + part[0].length - part[2]!.length;
      const value = Number(nameOf(part[2]!));
      if (last && /[–-]/.test(part[1]!) && value - last.value <= MOST)
        for (let n = last.value + 1; n < value; n++) add(last.at, at + part[2]!.length - last.at, String(n), sure);
      add(at, part[2]!.length, String(value), sure);
      last = { value, at };
    }
  }
  for (const pattern of [SIGNS, LETTERS])
    for (const found of text.matchAll(pattern))
      if (found.index >= skip) add(found.index, found[0].length, nameOf(found[0]));
  return marks.sort((a, b) => a.start - b.start);
}
