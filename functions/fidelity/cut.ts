import type { Edit } from "../evidence/citation.ts";
import type { PreparedText } from "./prepare-text.ts";
import { NUMBER, UNIT } from "./tokens.ts";
import type { DifferenceReason } from "./verdict.ts";

/** Negations that govern what follows them, and those that close what they follow. */
const OPENING = new Set(
  "ikke ej aldrig ingen intet næppe hverken uden inte not never no neither without cannot".split(" "),
);
/** Limits: `få hospitaler` out of `kun få hospitaler`. */
const LIMITING = new Set("kun only knap knapt næsten nearly almost".split(" "));
const CLOSING = new Set("ikke ej aldrig næppe inte not never".split(" "));

const STOP = /^[.!?…:;]$/;

/**
 * A quote cut so that it loses the one word that turns it round, or the unit of its last number: `fundet dokumentation` out
 * of `ikke fundet dokumentation`, `steg med 340` out of `steg med 340 mio. kr.`. Each word of it stands there, and it lies.
 */
export function cutAt(
  source: PreparedText,
  from: number,
  to: number,
): { edit: Edit; reason: DifferenceReason } | undefined {
  const { keys, kinds } = source.tokens;
  if (from > 0 && OPENING.has(keys[from - 1]!) && adjacent(source, from - 1))
    return cut(source, from - 1, "negation-changed");
  if (from > 0 && LIMITING.has(keys[from - 1]!) && adjacent(source, from - 1))
    return cut(source, from - 1, "quantifier-changed");
  // what begins after a full stop belongs to the next sentence
  if (to < keys.length && !STOP.test(keys[to - 1] ?? "") && adjacent(source, to - 1)) {
    if (CLOSING.has(keys[to]!)) return cut(source, to, "negation-changed");
    if (kinds[to - 1] === NUMBER && kinds[to] === UNIT) return cut(source, to, "unit-changed");
  }
  return undefined;
}

/** Only space stands between a token and the next: no line break, no mark, no dropped sign. */
function adjacent(source: PreparedText, at: number): boolean {
  const between = source.raw.slice(source.tokens.ends[at], source.tokens.starts[at + 1]);
  return between.length <= 2 && /^[ \u00a0]*$/.test(between);
}

const cut = (source: PreparedText, at: number, reason: DifferenceReason) => ({
  edit: { from: source.raw.slice(source.tokens.starts[at], source.tokens.ends[at]), to: "" },
  reason,
});
