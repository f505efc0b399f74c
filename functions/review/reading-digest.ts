import type { ThemeId } from "../evidence/ids.ts";
import { canBeEvidence } from "../evidence/passage.ts";
import type { Reading } from "../evidence/reading.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import type { ObjectStore, StoredReport } from "../store/store.ts";

/** What an overview needs of a report's text, so that the text itself is read once and not kept. */
export interface ReadingDigest extends Pick<Reading, "mentions" | "references"> {
  /** In how many passages each theme is mentioned. */
  themes: ReadonlyMap<ThemeId, number>;
}

/** A cue of few letters (AI, PAL) counts only as a word by itself and as written; longer ones inside compounds, too. */
const SHORT = 4;

function cueTest(cues: readonly string[]): (passage: { text: string; lower: string }) => boolean {
  const long = cues.filter((cue) => cue.length > SHORT).map((cue) => cue.toLocaleLowerCase("da"));
  const short = new Set(cues.filter((cue) => cue.length <= SHORT));
  return ({ text, lower }) => {
    if (long.some((cue) => lower.includes(cue))) return true;
    if (short.size === 0) return false;
    for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) if (short.has(word)) return true;
    return false;
  };
}

/** In how many passages of a report each theme is mentioned, by its cue words. */
export function mentionsIn(reading: Pick<Reading, "passages">, themes: readonly ThemeDefinition[]) {
  const passages = reading.passages
    .filter(canBeEvidence)
    .map(({ text }) => ({ text, lower: text.toLocaleLowerCase("da") }));
  return new Map(
    themes.map((theme): [ThemeId, number] => {
      const isMentioned = cueTest(theme.cues);
      return [theme.id, passages.filter(isMentioned).length];
    }),
  );
}

// a reading's key names its content, so a digest is good until the themes' cues change
const digests = new Map<string, Promise<ReadingDigest>>();
const MOST_DIGESTS = 400;
/** Readings in memory side by side while they are digested. */
const AT_ONCE = 4;

async function digest(
  objects: Pick<ObjectStore, "getReading">,
  readingKey: string,
  themes: readonly ThemeDefinition[],
): Promise<ReadingDigest> {
  const reading = await objects.getReading(readingKey);
  return { mentions: reading.mentions, references: reading.references, themes: mentionsIn(reading, themes) };
}

/** @returns the digest of each report that has been read. */
export async function digestsOf(
  objects: Pick<ObjectStore, "getReading">,
  reports: readonly StoredReport[],
  themes: readonly ThemeDefinition[],
): Promise<Map<StoredReport, ReadingDigest>> {
  const cues = JSON.stringify(themes.map((theme) => [theme.id, theme.cues]));
  const found = new Map<StoredReport, ReadingDigest>();
  const read = reports.filter(({ readingKey }) => readingKey !== undefined);
  for (let from = 0; from < read.length; from += AT_ONCE) {
    const some = read.slice(from, from + AT_ONCE);
    const digested = await Promise.all(
      some.map(({ readingKey }) => {
        const key = `${readingKey}\n${cues}`;
        const known = digests.get(key) ?? digest(objects, readingKey!, themes);
        digests.delete(key);
        digests.set(key, known);
        known.catch(() => digests.delete(key));
        return known;
      }),
    );
    some.forEach((report, i) => {
      found.set(report, digested[i]!);
    });
  }
  for (const oldest of digests.keys()) {
    if (digests.size <= MOST_DIGESTS) break;
    digests.delete(oldest);
  }
  return found;
}
