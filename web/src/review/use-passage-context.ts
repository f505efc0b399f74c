import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Citation } from "../../../functions/evidence/citation.ts";
import type { Rect } from "../../../functions/evidence/rect.ts";
import type { Report } from "../api/shapes.ts";
import { contextOf, type PassageContext } from "./passage-context.ts";
import { passagesQuery } from "./use-report-pages.ts";

/** The cited words among their neighbours; those on the page before or after are fetched where the page's own run out. */
export function usePassageContext(
  ws: string,
  report: Report | undefined,
  citation: Citation | undefined,
): { context: PassageContext | undefined; lines: readonly Rect[] } {
  const id = report?.id ?? "";
  const page = citation?.page ?? 1;
  const last = Math.max(page, citation?.rects.at(-1)?.page ?? page);
  const known = report !== undefined && citation !== undefined;
  const here = useQuery({ ...passagesQuery(ws, id, page), enabled: known }).data;
  const alone = useMemo(() => (citation && here ? contextOf(here, citation) : undefined), [citation, here]);
  const before = useQuery({
    ...passagesQuery(ws, id, page - 1),
    enabled: known && page > 1 && alone?.runs[0]?.cited === true,
  }).data;
  const after = useQuery({
    ...passagesQuery(ws, id, last + 1),
    enabled: known && last < (report.pageCount ?? 0) && alone?.runs.at(-1)?.cited === true,
  }).data;
  const context = useMemo(() => {
    if (!citation || !here || (!before && !after)) return alone;
    // a passage that crosses a page stands on both
    const all = new Map([...(before ?? []), ...here, ...(after ?? [])].map((passage) => [passage.id, passage]));
    return contextOf([...all.values()], citation);
  }, [citation, here, before, after, alone]);
  const lines = useMemo(() => (here ?? []).flatMap((passage) => passage.rects), [here]);
  return { context, lines };
}
