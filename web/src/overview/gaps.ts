import type { Report, Theme } from "../api/shapes.ts";
import { NONE, sum, totalOf } from "./counts.ts";
import type { ThemeRow } from "./overview-requests.ts";

export type Gap =
  | { kind: "empty-theme"; theme: Theme }
  | { kind: "thin-theme"; theme: Theme; claims: number; reports: number }
  | { kind: "no-status"; theme: Theme }
  | { kind: "pages"; report: Report; pages: number[] }
  | { kind: "held"; count: number };

/** Under this many claims a theme is hardly covered: a draft needs at least one sentence in each of five sections. */
const THIN = 5;

/** What is missing, the emptiest first: themes, pages nobody could read, what was held back. */
export function gapsOf(themes: readonly Theme[], rows: readonly ThemeRow[], reports: readonly Report[]): Gap[] {
  const empty: Gap[] = [];
  const thin: Gap[] = [];
  const silent: Gap[] = [];
  for (const theme of themes) {
    const row = rows.find((candidate) => candidate.id === theme.id);
    const perReport = Object.values(row?.byReport ?? { none: NONE });
    const claims = totalOf(sum(perReport));
    if (claims === 0) empty.push({ kind: "empty-theme", theme });
    else if (claims < THIN)
      thin.push({ kind: "thin-theme", theme, claims, reports: perReport.filter((n) => totalOf(n) > 0).length });
    else if ((row?.byKind.status ?? 0) + (row?.byKind.finding ?? 0) === 0) silent.push({ kind: "no-status", theme });
  }
  const pages: Gap[] = [];
  let held = 0;
  for (const report of reports) {
    held += report.counts.heldBack;
    const unread = (report.coverage ?? [])
      .filter((page) => (page.state === "no-text" || page.state === "failed") && page.acknowledgedBy === undefined)
      .map((page) => page.page);
    if (unread.length > 0) pages.push({ kind: "pages", report, pages: unread });
  }
  return [...pages, ...empty, ...thin, ...silent, ...(held > 0 ? [{ kind: "held", count: held } as const] : [])];
}

/** 3, 4, 5, 9 → "3–5, 9" */
export function ranges(pages: readonly number[]): string {
  const spans: [number, number][] = [];
  for (const page of pages) {
    const last = spans.at(-1);
    if (last && last[1] === page - 1) last[1] = page;
    else spans.push([page, page]);
  }
  return spans.map(([from, to]) => (from === to ? String(from) : `${String(from)}–${String(to)}`)).join(", ");
}
