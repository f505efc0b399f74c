import { type Claim, isDecided } from "../evidence/claim.ts";
import type { ReportId, ThemeId, WorkspaceId } from "../evidence/ids.ts";
import { passagesIn, type Reading } from "../evidence/reading.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import type { ObjectStore, PipelineStore } from "../store/store.ts";

/** What a claim is sorted by: its words and the headings above it. */
export interface ThemeSubject {
  text: string;
  section: readonly string[];
}

export interface ThemingDeps {
  store: PipelineStore;
  objects: ObjectStore;
  /** Themes of a subject, most specific first, at most three; none where nothing speaks for any. */
  rankThemes(
    themes: readonly ThemeDefinition[],
    taught: readonly { text: string; themes: readonly ThemeId[] }[],
  ): (subject: ThemeSubject) => ThemeId[];
}

/** Claims written in one go. */
const PAGE = 200;

/**
 * The workspace's themes changed: its undecided claims are sorted again. What people decided stays, and teaches.
 */
export async function retheme(deps: ThemingDeps, workspaceId: WorkspaceId): Promise<number> {
  const { store } = deps;
  const themes = await store.themes(workspaceId);
  if (themes.length === 0) return 0;
  const undecided: Claim[] = [];
  const taught: { text: string; themes: ThemeId[] }[] = [];
  for await (const claim of store.claims(workspaceId)) {
    if (!isDecided(claim)) undecided.push(claim);
    else if (claim.status === "accepted") taught.push({ text: claim.text, themes: claim.themes });
  }
  const sectionOf = await sectionsOf(deps, workspaceId);
  const rank = deps.rankThemes(themes, taught);
  const known = new Set(themes.map(({ id }) => id));
  const changes = undecided.flatMap((claim) => {
    const ranked = rank({ text: claim.text, section: sectionOf(claim) });
    const kept = claim.themes.filter((theme) => known.has(theme));
    // a claim that nothing speaks for stays where it was, or comes first in line where that theme is gone
    const sorted = ranked.length > 0 ? ranked : kept.length > 0 ? kept : [themes[0]!.id];
    return sorted.join() === claim.themes.join() ? [] : [{ claimId: claim.id, themes: sorted }];
  });
  for (let i = 0; i < changes.length; i += PAGE) await store.retheme(workspaceId, changes.slice(i, i + PAGE));
  return changes.length;
}

async function sectionsOf({ store, objects }: ThemingDeps, workspaceId: WorkspaceId) {
  const readings = new Map<ReportId, Pick<Reading, "passages">>();
  for (const report of await store.reports(workspaceId))
    if (report.readingKey !== undefined) readings.set(report.id, await objects.getReading(report.readingKey));
  return (claim: Claim): string[] => {
    const reading = readings.get(claim.reportId);
    return reading === undefined ? [] : (passagesIn(reading, claim.citations[0]!)[0]?.section ?? []);
  };
}
