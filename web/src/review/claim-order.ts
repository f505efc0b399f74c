import type { Claim, Report, Theme } from "../api/shapes.ts";

export type Grouping = "theme" | "report";

/** One line of the list: a heading or a claim. */
export type Row =
  | { type: "group"; key: string; level: 1 | 2; label: string; group: string }
  | { type: "claim"; key: string; claimId: string; group: string; position: number };

export interface Shelves {
  themes: readonly Theme[];
  reports: readonly Report[];
  language: "da" | "en";
}

const placeIn = (ids: readonly string[]) => {
  const places = new Map(ids.map((id, place) => [id, place]));
  return (id: string | undefined) => places.get(id ?? "") ?? ids.length;
};

/** The theme a claim stands under: its most specific, or the one that was asked for. */
export const themeOf = (claim: Claim, asked: string | undefined) =>
  claim.themes.find((theme) => asked?.split(",").includes(theme)) ?? claim.themes[0];

/**
 * The order in which claims are gone through: theme by theme (or report by report), within it the reports in their
 * order, within a report as the text runs. It does not depend on decisions, so nothing moves when one decides.
 */
export function inOrder(
  claims: Iterable<Claim>,
  shelves: Shelves,
  grouping: Grouping,
  askedTheme?: string | undefined,
): Claim[] {
  const themePlace = placeIn(shelves.themes.map((theme) => theme.id));
  const reportPlace = placeIn(shelves.reports.map((report) => report.id));
  const keyed = [...claims].map((claim) => ({
    claim,
    theme: themePlace(themeOf(claim, askedTheme)),
    report: reportPlace(claim.reportId),
    start: claim.citations[0]?.start ?? 0,
  }));
  keyed.sort(
    (a, b) =>
      (grouping === "theme" ? a.theme - b.theme || a.report - b.report : a.report - b.report || a.theme - b.theme) ||
      a.start - b.start ||
      (a.claim.id < b.claim.id ? -1 : 1),
  );
  return keyed.map((entry) => entry.claim);
}

/** The list's lines: a heading where theme or report changes. */
export function rowsOf(
  ordered: readonly Claim[],
  shelves: Shelves,
  grouping: Grouping,
  askedTheme?: string | undefined,
): Row[] {
  const themeName = new Map(shelves.themes.map((theme) => [theme.id as string, theme.name[shelves.language]]));
  const reportName = new Map(shelves.reports.map((report) => [report.id as string, report.title]));
  const rows: Row[] = [];
  let outer: string | undefined;
  let inner: string | undefined;
  let position = 0;
  const single = askedTheme !== undefined && !askedTheme.includes(",") && grouping === "theme";
  for (const claim of ordered) {
    const theme = themeOf(claim, askedTheme) ?? "";
    const [first, second] =
      grouping === "theme" ? [theme, claim.reportId as string] : [claim.reportId as string, theme];
    const name = (id: string) => themeName.get(id) ?? reportName.get(id) ?? id;
    if (first !== outer) {
      outer = first;
      inner = undefined;
      if (!single) rows.push({ type: "group", key: `1:${first}`, level: 1, label: name(first), group: name(first) });
    }
    const group = single ? name(second) : `${name(first)}, ${name(second)}`;
    if (second !== inner) {
      inner = second;
      rows.push({ type: "group", key: `2:${first}:${second}`, level: 2, label: name(second), group });
    }
    position++;
    rows.push({ type: "claim", key: claim.id, claimId: claim.id, group, position });
  }
  return rows;
}
