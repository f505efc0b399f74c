const ABBREVIATED =
  /(?:^|[\s(])(?:\p{L}|bl|f\.eks|fx|jf|ca|pct|mio|mia|kr|nr|stk|dvs|mv|m\.v|osv|inkl|ekskl|pga|mht|hhv|evt|afs|kap|fig|s|al|et al|e\.g|i\.e|vs|dr|mr|ms|no|vol)$/iu;

/** The sentences of a short text, for comparing. The reader's passages are the real ones; this only parts a citation. */
export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character !== "." && character !== "?" && character !== "!") continue;
    if (!/^\s+[\p{Lu}\d»"“]/u.test(text.slice(at + 1, at + 8))) continue;
    if (character === "." && ABBREVIATED.test(text.slice(Math.max(start, at - 12), at))) continue;
    sentences.push(text.slice(start, at + 1).trim());
    start = at + 1;
  }
  const rest = text.slice(start).trim();
  return rest.length > 0 ? [...sentences, rest] : sentences;
}
