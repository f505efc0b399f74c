import type { Kind } from "../../functions/evidence/claim.ts";

/** A labelled sentence: both readings, one, or none called it a claim. */
export interface GoldSentence {
  id: string;
  page: number;
  text: string;
  claim: "yes" | "maybe" | "no";
  kinds?: Kind[];
  themes?: string[];
  coreThemes?: string[];
  whole: boolean;
}

/** As much of a claim as the score looks at. */
export interface ScoredClaim {
  kind: Kind;
  themes: readonly string[];
  confidence: number;
  citations: readonly { exact: string; page: number }[];
}

const plain = (text: string) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^0-9a-zæøåäöüé]/g, "");

function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (let i = 0; i < Math.max(1, text.length - 4); i++) grams.add(text.slice(i, i + 5));
  return grams;
}

const SHORTEST = 8;

export interface Match<C> {
  gold: GoldSentence;
  claim: C | undefined;
}

/**
 * A labelled sentence counts as found when a citation on its page (or the next) and it cover each other: five-letter grams,
 * 0.6 of the sentence and 0.4 of the citation; or the citation lies within it (0.9) and makes up 0.4 of it.
 */
export function matchGold<C extends ScoredClaim>(claims: readonly C[], gold: readonly GoldSentence[]): Match<C>[] {
  const cited = claims.flatMap((claim) =>
    claim.citations
      .map(({ exact, page }) => ({ grams: gramsOf(plain(exact)), page, claim, letters: plain(exact).length }))
      .filter(({ letters }) => letters > 0),
  );
  return gold
    .filter(({ text }) => plain(text).length >= SHORTEST)
    .map((sentence) => {
      const grams = gramsOf(plain(sentence.text));
      let best: { score: number; claim: C } | undefined;
      for (const { grams: other, page, claim } of cited) {
        if (Math.abs(page - sentence.page) > 1) continue;
        let common = 0;
        for (const gram of grams) if (other.has(gram)) common++;
        const ofSentence = common / grams.size;
        const ofCitation = common / other.size;
        if (!((ofSentence >= 0.6 && ofCitation >= 0.4) || (ofCitation >= 0.9 && ofSentence >= 0.4))) continue;
        const score = common / (grams.size + other.size - common);
        if (!best || score > best.score) best = { score, claim };
      }
      return { gold: sentence, claim: best?.claim };
    });
}

export interface Score {
  claims: number;
  precision: number;
  recall: number;
  f1: number;
  kappa: number;
  kindAccuracy: number;
  kindMacroF1: number;
  themeFirst: number;
  themeAny: number;
  perKind: Record<string, { right: number; wrong: number; missed: number }>;
}

/** Sentences that only one reading called a claim count neither way. */
export function scoreMatches<C extends ScoredClaim>(matches: readonly Match<C>[]): Score {
  let tp = 0;
  let fp = 0;
  let fn = 0;
  let tn = 0;
  let kindRight = 0;
  let first = 0;
  let any = 0;
  const perKind: Score["perKind"] = {};
  const of = (kind: string) => {
    perKind[kind] ??= { right: 0, wrong: 0, missed: 0 };
    return perKind[kind];
  };
  for (const { gold, claim } of matches) {
    if (gold.claim === "no") claim ? fp++ : tn++;
    if (gold.claim !== "yes") continue;
    if (!claim) {
      fn++;
      continue;
    }
    tp++;
    if (gold.kinds?.includes(claim.kind)) {
      kindRight++;
      of(claim.kind).right++;
    } else {
      of(claim.kind).wrong++;
      of(gold.kinds?.[0] ?? "status").missed++;
    }
    if (gold.themes?.includes(claim.themes[0] ?? "")) first++;
    if (claim.themes.slice(0, 3).some((theme) => gold.themes?.includes(theme))) any++;
  }
  const n = tp + fp + fn + tn;
  const ratio = (a: number, b: number) => (b === 0 ? 0 : a / b);
  const precision = ratio(tp, tp + fp);
  const recall = ratio(tp, tp + fn);
  const agreed = ratio(tp + tn, n);
  const chance = ratio((tp + fp) * (tp + fn) + (tn + fn) * (tn + fp), n * n);
  const f1s = Object.values(perKind).map(({ right, wrong, missed }) => (2 * right) / (2 * right + wrong + missed));
  return {
    claims: new Set(matches.map(({ claim }) => claim).filter(Boolean)).size,
    precision,
    recall,
    f1: ratio(2 * precision * recall, precision + recall),
    kappa: ratio(agreed - chance, 1 - chance),
    kindAccuracy: ratio(kindRight, tp),
    kindMacroF1: ratio(
      f1s.reduce((a, b) => a + b, 0),
      f1s.length,
    ),
    themeFirst: ratio(first, tp),
    themeAny: ratio(any, tp),
    perKind,
  };
}
