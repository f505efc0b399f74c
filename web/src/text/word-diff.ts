/** A run of words that is kept, taken out or put in. */
export interface DiffRun {
  kind: "same" | "out" | "in";
  text: string;
}

/** Words with the space after them, so that runs can be put together again as they were. */
const wordsOf = (text: string) => text.match(/\S+\s*|\s+/g) ?? [];
const bare = (word: string) => word.trimEnd();

/** Above this many word pairs the whole text counts as exchanged: nobody reads a diff of two different pages. */
const MOST_PAIRS = 4_000_000;

/** The longest common run of words (Hunt & McIlroy 1976, by the plain table: claims are short). */
export function diffWords(before: string, after: string): DiffRun[] {
  const a = wordsOf(before);
  const b = wordsOf(after);
  if (a.length * b.length > MOST_PAIRS) return merge([run("out", before), run("in", after)]);
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        bare(a[i] ?? "") === bare(b[j] ?? "")
          ? (common[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(common[(i + 1) * width + j] ?? 0, common[i * width + j + 1] ?? 0);
  const runs: DiffRun[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const [old, fresh] = [a[i], b[j]];
    if (old !== undefined && fresh !== undefined && bare(old) === bare(fresh)) {
      // the last word of the one may stand in the middle of the other: the space after it is kept
      runs.push(run("same", old.length > fresh.length ? old : fresh));
      i++;
      j++;
    } else if (
      old !== undefined &&
      (fresh === undefined || (common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0))
    ) {
      runs.push(run("out", old));
      i++;
    } else {
      runs.push(run("in", fresh ?? ""));
      j++;
    }
  }
  return merge(runs);
}

const run = (kind: DiffRun["kind"], text: string): DiffRun => ({ kind, text });

function merge(runs: readonly DiffRun[]): DiffRun[] {
  const merged: DiffRun[] = [];
  for (const next of runs) {
    const last = merged.at(-1);
    if (next.text === "") continue;
    if (last?.kind === next.kind) last.text += next.text;
    else merged.push({ ...next });
  }
  return merged;
}
