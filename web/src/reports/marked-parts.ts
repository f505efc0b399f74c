export interface Part {
  at: number;
  text: string;
  marked: boolean;
}

/** Splits a text where the given words stand in it, each sought after the one before: edits come in order. */
export function markedParts(text: string, words: readonly string[]): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const word of words) {
    const wanted = word.trim();
    const found = wanted === "" ? -1 : text.indexOf(wanted, at);
    if (found < 0) continue;
    if (found > at) parts.push({ at, text: text.slice(at, found), marked: false });
    parts.push({ at: found, text: wanted, marked: true });
    at = found + wanted.length;
  }
  if (at < text.length) parts.push({ at, text: text.slice(at), marked: false });
  return parts;
}
