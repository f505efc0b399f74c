import { useEffect, useMemo, useState } from "react";
import type { Report } from "../api/shapes.ts";
import type { WantedPage } from "../pdf/page-canvases.ts";
import { openReportFile } from "../pdf/report-file.ts";
import type { ReviewSession } from "./review-session.ts";
import { usePrefetch } from "./use-report-pages.ts";

type Soon = Omit<WantedPage, "scale" | "turns">;

/** The pages of the next claims, to be drawn while one reads: their reports are opened when the keys are at rest. */
export function useSoonPages(
  session: ReviewSession,
  next: readonly string[],
  reports: readonly Report[],
): readonly Soon[] {
  const { ws, book } = session;
  const places = useMemo(
    () =>
      next.flatMap((id) => {
        const citation = book.get(id)?.citations[0];
        const report = reports.find((candidate) => candidate.id === citation?.reportId);
        return citation && report ? [{ report, page: citation.page }] : [];
      }),
    [next, book, reports],
  );
  usePrefetch(ws, places);
  const [soon, setSoon] = useState<readonly Soon[]>([]);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(async () => {
      const opened: Soon[] = [];
      for (const { report, page } of places) {
        const document = await openReportFile({ ws, reportId: report.id, byteSize: report.byteSize }).catch(
          () => undefined,
        );
        if (document) opened.push({ key: `${report.id}/${String(page)}`, document, page });
      }
      if (!gone) setSoon(opened);
    }, 250);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [ws, places]);
  return soon;
}
