import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { get } from "../api/client.ts";
import { everyItem, inWorkspace } from "../api/queries.ts";
import type { Passage, Report } from "../api/shapes.ts";
import type { PageSize } from "../pdf/page-layout.ts";
import { FRESH_MS, openReportFile, unlockReportFile } from "../pdf/report-file.ts";

type Document = Awaited<ReturnType<typeof openReportFile>>;

interface TextPage {
  page: number;
  width?: number;
  height?: number;
}

const LONG = 30 * 60_000;

/** Sizes of all pages in points as displayed: with the text when the server tells them, else from the PDF itself. */
async function sizesOf(ws: string, report: Pick<Report, "id" | "byteSize">, signal: AbortSignal): Promise<PageSize[]> {
  const { pages } = await get<{ pages: TextPage[] }>(`/workspaces/${ws}/reports/${report.id}/text`, { signal });
  if (pages.every((page) => page.width !== undefined && page.height !== undefined))
    return pages.map((page) => ({ width: page.width ?? 595, height: page.height ?? 842 }));
  const document = await openReportFile({ ws, reportId: report.id, byteSize: report.byteSize });
  return Promise.all(
    Array.from({ length: document.numPages }, async (_, at) => {
      const { width, height } = (await document.getPage(at + 1)).getViewport({ scale: 1 });
      return { width, height };
    }),
  );
}

export const sizesQuery = (ws: string, report: Pick<Report, "id" | "byteSize">) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "page-sizes", report.id],
    queryFn: ({ signal }) => sizesOf(ws, report, signal),
    staleTime: LONG,
    gcTime: LONG,
  });

export const passagesQuery = (ws: string, reportId: string, page: number) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "passages", reportId, page],
    queryFn: ({ signal }) =>
      everyItem<Passage>(`/workspaces/${ws}/reports/${reportId}/passages`, signal, { page: String(page) }),
    staleTime: LONG,
    gcTime: LONG,
  });

/** The document of the report one reads; the last one is not shown for another. */
export function useReportDocument(ws: string, report: Report | undefined) {
  const [state, setState] = useState<{ id: string; document?: Document; error?: unknown }>({ id: "" });
  const [turn, setTurn] = useState(0);
  const id = report?.id ?? "";
  const byteSize = report?.byteSize ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is how the reader asks to try again
  useEffect(() => {
    if (id === "") return;
    let gone = false;
    openReportFile({ ws, reportId: id, byteSize })
      .then((document) => {
        if (!gone) setState({ id, document });
      })
      .catch((error: unknown) => {
        if (!gone) setState({ id, error });
      });
    const again = setTimeout(() => setTurn((now) => now + 1), FRESH_MS);
    return () => {
      gone = true;
      clearTimeout(again);
    };
  }, [ws, id, byteSize, turn]);
  const here = state.id === id ? state : { id };
  const unlock = useCallback(
    async (password: string) => {
      // by then one may be reading another report
      const settle = (found: { document?: Document; error?: unknown }) =>
        setState((now) => (now.id === id ? { id, ...found } : now));
      try {
        settle({ document: await unlockReportFile({ ws, reportId: id, byteSize }, password) });
      } catch (error) {
        settle({ error });
      }
    },
    [ws, id, byteSize],
  );
  return { document: here.document, error: here.error, retry: () => setTurn((now) => now + 1), unlock };
}

export function usePageSizes(ws: string, report: Report | undefined): readonly PageSize[] {
  const sizes = useQuery({
    ...sizesQuery(ws, report ?? { id: "" as Report["id"], byteSize: 0 }),
    enabled: report !== undefined,
  });
  return sizes.data ?? NO_PAGES;
}
const NO_PAGES: readonly PageSize[] = [];

/** Fetches what the next claims will need while one reads this one. */
export function usePrefetch(ws: string, places: readonly { report: Report; page: number }[]): void {
  const client = useQueryClient();
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const { report, page } of places) {
        void client.prefetchQuery(sizesQuery(ws, report));
        void client.prefetchQuery(passagesQuery(ws, report.id, page));
      }
    }, 150);
    return () => clearTimeout(timer);
  }, [client, ws, places]);
}
