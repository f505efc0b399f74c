/** First parts after which Danish keeps the hyphen also inside a line (`ikke-ryger`, `hjerte-kar-sygdom`). */
const KEPT = new Set(
  "ikke non semi eks vice e it i tv hjerte hoved øre næse mave mund lunge knogle muskel led ph.d hjem bio psyko-social nord syd øst vest dansk svensk norsk tysk".split(
    " ",
  ),
);
/** …but only before these: the second part decides for the bodily pairs. */
const PAIRS: Record<string, RegExp> = {
  hjerte: /^(kar|lunge)/,
  hoved: /^hals/,
  øre: /^næse/,
  næse: /^hals/,
  mave: /^tarm/,
  mund: /^(hals|svælg|tand)/,
  lunge: /^(kræft-|hjerte)/,
  knogle: /^(led|muskel)/,
  muskel: /^(skelet|led)/,
  led: /^(muskel)/,
  hjem: /^(hospital)/,
  bio: /^(psyko)/,
  nord: /^(syd)/,
  syd: /^(nord)/,
  øst: /^(vest)/,
  vest: /^(øst)/,
  dansk: /^(svensk|norsk|tysk)/,
  svensk: /^(dansk|norsk)/,
  norsk: /^(dansk|svensk)/,
  tysk: /^(dansk)/,
  i: /^$/,
};

/** A second part that shows the hyphen stands for a word left out: `tal- og datagrundlag`. */
const SUSPENDED = /^(?:og|eller|samt|and|or|och|und)$/i;

/** How a document writes its words inside lines: the best witness of what a hyphen at a line's end means. */
export class Spelling {
  readonly #words = new Map<string, number>();

  add(word: string): void {
    const bare = bareOf(word);
    if (bare.length > 3) this.#words.set(bare, (this.#words.get(bare) ?? 0) + 1);
  }

  count(word: string): number {
    return this.#words.get(bareOf(word)) ?? 0;
  }
}

const bareOf = (word: string) => word.toLowerCase().replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, "");

/**
 * What a hyphen at the end of a line joins.
 * @returns "join" drops the hyphen, "keep" keeps it without a space, "space" keeps it with the space.
 */
export function atLineEnd(before: string, after: string, spelling: Spelling): "join" | "keep" | "space" {
  const soft = before.endsWith("\u00ad");
  if (soft) return "join";
  const stem = before.slice(0, -1);
  const last = /[\p{L}\d.]+$/u.exec(stem)?.[0] ?? "";
  if (last === "") return "space";
  const next = /^[\p{L}\d]+/u.exec(after)?.[0] ?? "";
  if (next === "") return /^[/(]/.test(after) ? "space" : "keep";
  if (SUSPENDED.test(next)) return "space";
  if (/[/@]|www|http/.test(stem)) return "keep";
  if (/^[\p{Lu}\d]/u.test(after)) return "keep";
  if (/\d$/.test(last) || /^\p{Lu}{2,}s?$/u.test(last) || /\p{Lu}$/u.test(last)) return "keep";
  const joined = stem + after;
  const kept = before + after;
  const asJoined = spelling.count(joined);
  const asKept = spelling.count(kept);
  if (asJoined !== asKept) return asJoined > asKept ? "join" : "keep";
  if (/\p{L}-\p{L}+$/u.test(stem)) return "join";
  const first = last.toLowerCase();
  if (KEPT.has(first) && (PAIRS[first]?.test(next) ?? true)) return "keep";
  return last.length === 1 ? "keep" : "join";
}
