import type { ReportId, ThemeId } from "../evidence/ids.ts";
import { canBeEvidence } from "../evidence/passage.ts";
import type { Reading } from "../evidence/reading.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import type { ObjectStore, StoredReport } from "../store/store.ts";

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
  return new Map(themes.map((theme) => [theme.id, passages.filter(cueTest(theme.cues)).length]));
}

// counting again is reading again: a reading's key names its content, so a count is good until cues change
const counted = new Map<string, Map<ThemeId, number>>();
const MOST_COUNTED = 500;

/** @returns for each theme, in how many passages of each report it is mentioned. */
export async function mentionsByTheme(
  objects: Pick<ObjectStore, "getReading">,
  reports: readonly StoredReport[],
  themes: readonly ThemeDefinition[],
): Promise<Map<ThemeId, Record<ReportId, number>>> {
  const cues = JSON.stringify(themes.map(({ id, cues }) => [id, cues]));
  const found = new Map<ThemeId, Record<ReportId, number>>(themes.map(({ id }) => [id, {}]));
  for (const { id: reportId, readingKey } of reports) {
    if (readingKey === undefined) continue;
    const key = `${readingKey}\n${cues}`;
    let counts = counted.get(key);
    if (counts === undefined) {
      counts = mentionsIn(await objects.getReading(readingKey), themes);
      counted.set(key, counts);
      if (counted.size > MOST_COUNTED) counted.delete(counted.keys().next().value!);
    }
    for (const [theme, count] of counts) found.get(theme)![reportId] = count;
  }
  return found;
}
