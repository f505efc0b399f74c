import search from "approx-string-match";
import DiffMatchPatch from "diff-match-patch";

/** Where a peer says a quote stands; undefined when it says nowhere. None of them gives a second verdict. */
export type Peer = { name: string; find(text: string, quote: string): { start: number; end: number } | undefined };

/**
 * Hypothesis's way, from its public description: the exact string, else the approximate match with at most half of the
 * quote's characters wrong (256 at most) whose score is best. Whitespace is left out on both sides, as its PDF anchoring does.
 */
const hypothesis: Peer = {
  name: "approx-string-match, scored as Hypothesis does",
  find(text, quote) {
    const source = stripped(text);
    const wanted = stripped(quote).bare;
    const exact = source.bare.indexOf(wanted);
    if (exact >= 0) return source.span(exact, exact + wanted.length);
    const matches = search(source.bare, wanted, Math.min(256, wanted.length / 2));
    const [best] = matches.toSorted((a, b) => a.errors - b.errors || a.start - b.start);
    return best === undefined ? undefined : source.span(best.start, best.end);
  },
};

function stripped(text: string) {
  const map: number[] = [];
  let bare = "";
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) <= 32 || text[at] === "\u00a0") continue;
    bare += text[at];
    map.push(at);
  }
  return { bare, span: (from: number, to: number) => ({ start: map[from]!, end: map[to - 1]! + 1 }) };
}

/** Share of a quote's words that the matching blocks of one place must hold, and how dense they must lie there. */
const ENOUGH = 0.75;
const DENSE = 1 / 3;

/**
 * Ratcliff and Obershelp's matching blocks on words, as Python's difflib describes them: the longest common run, then the
 * longest to its left and right. Accepted when three words in four match and lie close enough.
 */
const difflib: Peer = {
  name: "difflib-style matching blocks on words",
  find(text, quote) {
    const source = wordsOf(text);
    const wanted = wordsOf(quote);
    const places = new Map<string, number[]>();
    for (const [i, { word }] of source.entries()) {
      const list = places.get(word);
      if (list === undefined) places.set(word, [i]);
      else list.push(i);
    }
    let matched = 0;
    let first = source.length;
    let last = -1;
    const pending = [{ a: 0, aEnd: wanted.length, b: 0, bEnd: source.length }];
    for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
      const block = longestBlock(wanted, places, part);
      if (block.size === 0) continue;
      matched += block.size;
      first = Math.min(first, block.b);
      last = Math.max(last, block.b + block.size - 1);
      const reach = wanted.length * 2; // a block further off than that belongs to another place
      pending.push({ ...part, aEnd: block.a, bEnd: block.b, b: Math.max(part.b, block.b - reach) });
      pending.push({
        ...part,
        a: block.a + block.size,
        b: block.b + block.size,
        bEnd: Math.min(part.bEnd, block.b + block.size + reach),
      });
    }
    if (last < 0 || matched < wanted.length * ENOUGH || matched < (last - first + 1) * DENSE) return undefined;
    return { start: source[first]!.start, end: source[last]!.end };
  },
};

interface Part {
  a: number;
  aEnd: number;
  b: number;
  bEnd: number;
}

function longestBlock(wanted: readonly { word: string }[], places: ReadonlyMap<string, number[]>, part: Part) {
  let best = { a: part.a, b: part.b, size: 0 };
  let lengths = new Map<number, number>();
  for (let a = part.a; a < part.aEnd; a++) {
    const next = new Map<number, number>();
    for (const b of places.get(wanted[a]!.word) ?? []) {
      if (b < part.b) continue;
      if (b >= part.bEnd) break;
      const size = (lengths.get(b - 1) ?? 0) + 1;
      next.set(b, size);
      if (size > best.size) best = { a: a - size + 1, b: b - size + 1, size };
    }
    lengths = next;
  }
  return best;
}

const wordsOf = (text: string) =>
  [...text.matchAll(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));

/** Bitap takes 32 characters at most: the quote's first 32 say where it begins, its last 32 where it ends. */
const BITS = 32;

const diffMatchPatch: Peer = {
  name: "diff-match-patch, first and last 32 characters",
  find(text, quote) {
    const matcher = new DiffMatchPatch();
    matcher.Match_Distance = text.length * 10;
    const start = matcher.match_main(text, quote.slice(0, BITS), 0);
    if (start < 0) return undefined;
    const tail = quote.slice(-BITS);
    const expected = start + Math.max(0, quote.length - tail.length);
    matcher.Match_Distance = 1000;
    const end = matcher.match_main(text, tail, expected);
    if (end < start || end - start > quote.length * 2 + 400) return undefined;
    return { start, end: Math.min(text.length, end + tail.length) };
  },
};

export const PEERS: readonly Peer[] = [hypothesis, difflib, diffMatchPatch];
