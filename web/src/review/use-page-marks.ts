import { useDeferredValue, useMemo } from "react";
import type { PageMark } from "../pdf/page-marks.ts";
import type { ReviewSession } from "./review-session.ts";
import { useBookRevision } from "./use-session.ts";

/** Where the report's other claims stand, page by page. What is rejected is no evidence, and is not marked. */
export function usePageMarks(
  session: ReviewSession,
  reportId: string | undefined,
  current: string,
): ReadonlyMap<number, readonly PageMark[]> {
  const revision = useDeferredValue(useBookRevision(session));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the book changes in place; its revision says when
  const all = useMemo(() => {
    const pages = new Map<number, PageMark[]>();
    for (const claim of session.book.all()) {
      if (claim.reportId !== reportId || claim.status === "rejected") continue;
      for (const citation of claim.citations)
        for (const page of new Set(citation.rects.map((rect) => rect.page))) {
          const marks = pages.get(page) ?? [];
          marks.push({ claimId: claim.id, state: claim.status, rects: citation.rects });
          pages.set(page, marks);
        }
    }
    return pages;
  }, [session, reportId, revision]);
  return useMemo(() => {
    const others = new Map<number, readonly PageMark[]>(all);
    for (const [page, marks] of all)
      if (marks.some((mark) => mark.claimId === current))
        others.set(
          page,
          marks.filter((mark) => mark.claimId !== current),
        );
    return others;
  }, [all, current]);
}
