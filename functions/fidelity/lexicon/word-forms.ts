/**
 * Words written as stems with endings: `stig(e,er,ende,ning,ningen)` is five forms, `(…,)` with an empty ending is the
 * stem itself, a word without brackets stands for itself.
 */
function wordForms(spec: string): string[] {
  return spec
    .split(/\s+/)
    .filter((item) => item.length > 0)
    .flatMap((item) => {
      const open = item.indexOf("(");
      if (open < 0) return [item];
      const stem = item.slice(0, open);
      return item
        .slice(open + 1, -1)
        .split(",")
        .map((ending) => stem + ending);
    });
}

/** Which sense of a family a word has, if any. Keys as the scanner makes them: lower case, without hyphens. */
export type Senses = ReadonlyMap<string, string>;

export const senses = (specs: Readonly<Record<string, string>>): Senses =>
  new Map(Object.entries(specs).flatMap(([sense, spec]) => wordForms(spec).map((form) => [form, sense] as const)));

/** Danish compounds are long, but not without end. */
const LONGEST_WORD = 80;

/** The sense of a word, or of the longest listed word that it ends with: `prisstigning` is a `stigning`. */
export function senseOf(key: string, whole: Senses, heads?: Senses): string | undefined {
  const sense = whole.get(key);
  if (sense !== undefined || heads === undefined || key.length > LONGEST_WORD) return sense;
  for (let at = 2; key.length - at >= 4; at++) {
    const head = heads.get(key.slice(at));
    if (head !== undefined) return head;
  }
  return undefined;
}
