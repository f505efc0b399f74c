import { isGap } from "../evidence/coverage.ts";
import type { ReportId, ThemeId } from "../evidence/ids.ts";
import type { ClaimCounts, Coverage } from "../evidence/report.ts";
import { NO_CLAIMS } from "../evidence/report.ts";
import type { Source } from "../evidence/source.ts";
import { sourcesOf } from "../evidence/sources.ts";
import type { Person, Role } from "../evidence/workspace.ts";
import { seenDecisions } from "../store/claim-view.ts";
import type { StoredReport } from "../store/store.ts";
import { type Agreement, kappaOf, votePairs } from "./agreement.ts";
import { claimsSeen, type SeenClaim } from "./claims-seen.ts";
import { digestsOf, type ReadingDigest } from "./reading-digest.ts";
import type { WorkspaceAsk } from "./route.ts";

export interface ThemeRow {
  id: ThemeId;
  byReport: Record<ReportId, ClaimCounts>;
  byKind: Record<string, number>;
  mentions: Record<ReportId, number>;
  /** Where two people have voted on the same claims. */
  agreement: Agreement;
}

export interface PersonRow {
  person: Person;
  role: Role | undefined;
  /** Her standing and past acts, as the asker may see them. */
  accepted: number;
  rejected: number;
  reworded: number;
  comments: number;
  /** Claims she has had a say in. */
  claims: number;
}

export interface Gap extends Pick<Coverage, "page" | "label" | "state"> {
  reportId: ReportId;
}

export interface Overview {
  themes: ThemeRow[];
  /** Over all claims: a claim of two themes counts once. */
  agreement: Agreement;
  people: PersonRow[];
  gaps: Gap[];
  sourcesMissing: Source[];
}

const MOST_SOURCES = 100;
type Digests = ReadonlyMap<StoredReport, ReadingDigest>;

export async function overview(ask: WorkspaceAsk<unknown, unknown>): Promise<Overview> {
  const { deps, workspace, eyes } = ask;
  const { store, objects } = deps;
  const [claims, reports, themes, members] = await Promise.all([
    claimsSeen(store, workspace.id, eyes),
    store.reports(workspace.id),
    store.themes(workspace.id),
    store.members(workspace.id),
  ]);
  const digests = await digestsOf(objects, reports, themes);
  const byTheme = new Map<ThemeId, SeenClaim[]>(themes.map(({ id }) => [id, []]));
  for (const seen of claims) for (const theme of seen.claim.themes) byTheme.get(theme)?.push(seen);
  return {
    themes: themes.map(({ id }) => themeRow(id, byTheme.get(id) ?? [], digests)),
    agreement: agreementOn(claims),
    people: people(ask, members, claims),
    gaps: reports.flatMap((report) =>
      (report.coverage ?? []).filter(isGap).map(({ page, label, state }) => ({
        reportId: report.id,
        page,
        ...(label === undefined ? {} : { label }),
        state,
      })),
    ),
    sourcesMissing: missing(digests, reports, claims),
  };
}

function themeRow(id: ThemeId, claims: readonly SeenClaim[], digests: Digests): ThemeRow {
  const mentions: ThemeRow["mentions"] = {};
  for (const [report, { themes }] of digests) mentions[report.id] = themes.get(id) ?? 0;
  const byReport: ThemeRow["byReport"] = {};
  const byKind: ThemeRow["byKind"] = {};
  for (const { claim } of claims) {
    const row = byReport[claim.reportId] ?? { ...NO_CLAIMS };
    row[claim.status]++;
    byReport[claim.reportId] = row;
    byKind[claim.kind] = (byKind[claim.kind] ?? 0) + 1;
  }
  return { id, byReport, byKind, mentions, agreement: agreementOn(claims) };
}

/** Pairs exist only where two have voted, and then everybody may see both. */
const agreementOn = (claims: readonly SeenClaim[]) => kappaOf(votePairs(claims.map(({ stored }) => stored.decisions)));

function people(
  { eyes }: Pick<WorkspaceAsk<unknown, unknown>, "eyes">,
  members: readonly { person: Person; role: Role }[],
  claims: readonly SeenClaim[],
): PersonRow[] {
  const rows = new Map<string, PersonRow>();
  const rowOf = (person: Pick<Person, "id" | "name">, known?: { person: Person; role: Role }) => {
    let row = rows.get(person.id);
    if (row === undefined) {
      row = {
        person: known?.person ?? { ...person, email: "" },
        role: known?.role,
        accepted: 0,
        rejected: 0,
        reworded: 0,
        comments: 0,
        claims: 0,
      };
      rows.set(person.id, row);
    }
    return row;
  };
  for (const member of members) rowOf(member.person, member);
  for (const { stored } of claims) {
    const here = new Set<string>();
    for (const { decision } of seenDecisions(stored, eyes)) {
      const row = rowOf(decision.by);
      if (decision.verdict === "accept") row.accepted++;
      else if (decision.verdict === "reject") row.rejected++;
      else if (decision.verdict === "reword") row.reworded++;
      else if (decision.verdict === "comment") row.comments++;
      if (!here.has(decision.by.id)) row.claims++;
      here.add(decision.by.id);
    }
  }
  return [...rows.values()];
}

/** Sources cited in the reports that are no report of the workspace: what one might want to read next. */
function missing(digests: Digests, reports: readonly StoredReport[], claims: readonly SeenClaim[]): Source[] {
  const byReport = Map.groupBy(claims, ({ claim }) => claim.reportId);
  const together = new Map<string, Source>();
  for (const [report, digest] of digests) {
    const own = (byReport.get(report.id) ?? []).map(({ claim }) => claim);
    for (const source of sourcesOf(digest, own, reports)) {
      if (source.reportId !== undefined) continue;
      const known = together.get(source.label);
      if (known === undefined) together.set(source.label, { ...source });
      else {
        known.mentions += source.mentions;
        known.claimIds = [...known.claimIds, ...source.claimIds];
        known.pages = [...new Set([...known.pages, ...source.pages])];
      }
    }
  }
  const danish = new Intl.Collator("da");
  return [...together.values()]
    .sort((a, b) => b.mentions - a.mentions || danish.compare(a.label, b.label))
    .slice(0, MOST_SOURCES);
}
