import type { Claim } from "../../functions/evidence/claim.ts";
import { passageIdOf } from "../../functions/evidence/ids.ts";
import type { Reading } from "../../functions/evidence/reading.ts";
import type { StageDeps } from "./pipeline-rig.ts";

/** What a better reader makes of the same file: `words` at the start are new, and `gone` is no longer there. */
export function readBetter(reading: Reading, words: string, gone?: string): Reading {
  const cut = gone === undefined ? -1 : reading.text.indexOf(gone);
  const lost = gone?.length ?? 0;
  const text = words + (cut === -1 ? reading.text : reading.text.slice(0, cut) + reading.text.slice(cut + lost));
  const moved = (offset: number) =>
    words.length + (cut === -1 || offset <= cut ? offset : Math.max(cut, offset - lost));
  return {
    ...reading,
    readerVersion: "better",
    text,
    pages: reading.pages.map((page, i) => ({ ...page, start: i === 0 ? 0 : moved(page.start), end: moved(page.end) })),
    words: reading.words.map(([start, end, ...place]) => [moved(start), moved(end), ...place]),
    mentions: reading.mentions.map((mention) => ({ ...mention, start: moved(mention.start), end: moved(mention.end) })),
    speakers: [],
    passages: reading.passages.flatMap((passage) => {
      const start = moved(passage.start);
      const end = moved(passage.end);
      if (end === start) return [];
      return [{ ...passage, id: passageIdOf(reading.sha256, start, end), start, end, text: text.slice(start, end) }];
    }),
  };
}

/** The stages with another reader. */
export const betterReader = (deps: StageDeps, change: (reading: Reading) => Reading): StageDeps => ({
  ...deps,
  reading: {
    ...deps.reading,
    async read(...args) {
      const outcome = await deps.reading.read(...args);
      return outcome.ok ? { ok: true, reading: change(outcome.reading) } : outcome;
    },
  },
});

/** Claims whose whole text is quoted and stands once in the report. */
export function quotedOnce(claims: readonly Claim[]): Claim[] {
  const exact = ({ citations }: Claim) => citations[0]!.exact;
  return claims.filter(
    (claim) =>
      claim.text.length > 60 &&
      exact(claim) === claim.text &&
      claims.filter((other) => exact(other).includes(exact(claim))).length === 1,
  );
}

/** A reader that reads a cover before, and not the words of a claim. */
export const without = (deps: StageDeps, claim: Claim): StageDeps =>
  betterReader(deps, (reading) => readBetter(reading, "Forside. ", claim.citations[0]!.exact));
