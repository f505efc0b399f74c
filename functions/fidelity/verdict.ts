import type { Edit, Fidelity } from "../evidence/citation.ts";
import type { Checks, Flag } from "../evidence/claim.ts";
import type { Figure } from "../evidence/figure.ts";
import type { HeldBackReason } from "../evidence/held-back.ts";

/** Why a quote is not what the source says. */
export type DifferenceReason = Exclude<
  HeldBackReason,
  "not-found" | "ambiguous" | "figure-not-in-source" | "unknown-passage" | "unsupported"
>;

/**
 * Two answers: where the quote stands, and whether it says what stands there.
 * `fidelity: differs` with a `reason` is a critical difference and is held back; without one the wording merely differs,
 * and the source's own words are kept.
 */
export type Anchor =
  | {
      found: true;
      start: number;
      end: number;
      fidelity: Fidelity;
      edits: Edit[];
      reason?: DifferenceReason;
      score: number;
    }
  | { found: false; reason: "not-found" | "ambiguous"; bestScore: number; near?: { start: number; end: number } };

/** Where to look first, and how to choose between equal places. */
export interface AnchorHint {
  /** Span of the passage (or page) that the quote is said to come from. */
  span?: { start: number; end: number };
  prefix?: string;
  suffix?: string;
  /** True only where the source text is OCR: look-alikes (æ→ae, rn→m) then count as the weaker class `ocr`. */
  ocr?: boolean;
}

/** What a check of a person's or an engine's sentence against its citations found. */
export interface StatementCheck {
  checks: Checks;
  figures: Figure[];
  /** Figures of the text that stand in none of the citations. */
  missingFigures: Figure[];
  /** The first critical finding, if any: such a sentence is not shown as evidence. */
  reason?: HeldBackReason;
  flags: Flag[];
}
