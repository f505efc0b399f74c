import { useMemo, useRef } from "react";
import type { Claim, Report, Theme } from "../api/shapes.ts";
import { filterFor, isFiltered } from "./claim-filter.ts";
import { type Grouping, inOrder, type Row, rowsOf } from "./claim-order.ts";
import type { ReviewSearch } from "./review-search.ts";
import type { ReviewSession } from "./review-session.ts";
import { useBookShape } from "./use-session.ts";

export interface Sequence {
  /** The filtered list, in the order it is gone through. */
  claims: readonly string[];
  rows: readonly Row[];
  /** Place of each claim among all of the workspace's, from 1. */
  place: ReadonlyMap<string, number>;
  total: number;
  complete: boolean;
}

interface Parts {
  session: ReviewSession;
  themes: readonly Theme[];
  reports: readonly Report[];
  language: "da" | "en";
  search: ReviewSearch;
  news: ReadonlySet<string>;
}

/**
 * The list as it stands. What one decides changes rows, never their order, and a decided claim stays in a filtered list
 * until the filter is set anew: nothing moves under the reader's eyes.
 */
export function useSequence({ session, themes, reports, language, search, news }: Parts): Sequence {
  const page = useBookShape(session);
  const { book } = session;
  const grouping: Grouping = search.group === "report" ? "report" : "theme";
  // themes and reports are fetched anew with every decision, for their counts: only names and order matter here
  const named = [themes.map(({ id, name }) => [id, name[language]]), reports.map(({ id, title }) => [id, title])];
  const shelvesKey = JSON.stringify(named);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what of them is used
  const shelves = useMemo(() => ({ themes, reports, language }), [shelvesKey, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the book changes in place; its membership says when
  const all = useMemo(() => inOrder(book.all(), shelves, grouping), [book, shelves, grouping, page.membership]);
  const place = useMemo(() => new Map(all.map((claim, at) => [claim.id as string, at + 1])), [all]);
  const { claim: _focus, ...filters } = search;
  const filterKey = JSON.stringify(filters);
  const stay = useRef<{ key: string; ids: Set<string> }>({ key: "", ids: new Set() });
  const claims = useMemo(() => {
    const wanted = JSON.parse(filterKey) as ReviewSearch;
    if (stay.current.key !== filterKey) stay.current = { key: filterKey, ids: new Set() };
    const passes = filterFor(wanted, news, session.me.id);
    const { ids } = stay.current;
    const now = (claim: Claim) => book.get(claim.id) ?? claim;
    const kept = isFiltered(wanted) ? all.filter((claim) => ids.has(claim.id) || passes(now(claim))) : all;
    for (const claim of kept) ids.add(claim.id);
    return wanted.theme === undefined ? kept : inOrder(kept, shelves, grouping, wanted.theme);
  }, [all, filterKey, news, book, shelves, grouping, session.me.id]);
  const rows = useMemo(
    () => rowsOf(claims, shelves, grouping, search.theme),
    [claims, shelves, grouping, search.theme],
  );
  return {
    claims: useMemo(() => claims.map((claim) => claim.id), [claims]),
    rows,
    place,
    total: Math.max(page.total, all.length),
    complete: page.complete,
  };
}
