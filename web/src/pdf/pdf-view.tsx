import type { PDFDocumentProxy } from "pdfjs-dist";
import {
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useText } from "../text/text.tsx";
import { PageCanvases, type WantedPage } from "./page-canvases.ts";
import { layoutPages, type PageSize, pageInFocus, pagesInView, scrollLeftFor, scrollTopFor } from "./page-layout.ts";
import { markAt, type PageFocus, type PageMark } from "./page-marks.ts";
import { type Turns, turnRect, turnSize } from "./page-rotation.ts";
import css from "./pdf.module.css";
import { PdfPage } from "./pdf-page.tsx";
import { readSelection, type SelectedOnPage } from "./read-selection.ts";

export interface PdfViewHandle {
  /** To a page, or back to the passage in focus. */
  goTo: (page: number | "focus") => void;
  focus: () => void;
}

interface PdfViewProps {
  handle: Ref<PdfViewHandle>;
  reportKey: string;
  document: PDFDocumentProxy | undefined;
  /** Of every page, known before the document is: so a jump is one calculation. */
  sizes: readonly PageSize[];
  marks: ReadonlyMap<number, readonly PageMark[]>;
  focus: PageFocus | undefined;
  zoom: number;
  turns: Turns;
  /** Pages of this and other reports that will be wanted next. */
  soon: readonly Omit<WantedPage, "scale" | "turns">[];
  onPage: (page: number) => void;
  onPick: (claimId: string) => void;
  onSelect: (selected: SelectedOnPage | undefined) => void;
  children?: React.ReactNode;
}

const canvases = new PageCanvases();
const NO_MARKS: readonly PageMark[] = [];

/** The report's pages, of which only those in view are in the document. */
export function PdfView(props: PdfViewProps) {
  const { reportKey, document, sizes, marks, focus, zoom, turns, soon, onPage, onPick, onSelect } = props;
  const t = useText();
  const view = useRef<HTMLElement>(null);
  const [frame, setFrame] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  const turned = useMemo(() => sizes.map((size) => turnSize(size, turns)), [sizes, turns]);
  const layout = useMemo(() => layoutPages(turned, frame.width || 672, zoom), [turned, frame.width, zoom]);

  useLayoutEffect(() => {
    const here = view.current;
    if (!here) return;
    const measure = () => setFrame({ width: here.clientWidth, height: here.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(here);
    return () => observer.disconnect();
  }, []);

  const place = useMemo(() => {
    const first = focus?.rects[0];
    if (!first) return undefined;
    const rect = turnRect(first, turns);
    const here = focus.rects.filter((other) => other.page === first.page).map((other) => turnRect(other, turns).x);
    return { page: first.page, y: rect.y, x: Math.min(...here) };
  }, [focus, turns]);

  const scrollTo = useCallback((to: number) => {
    if (view.current) view.current.scrollTop = to;
    setTop(Math.max(0, to));
  }, []);

  // the jump belongs to the frame in which the passage is lit: no animation, no second step. The pages to show follow
  // from the same calculation, in the same render; only the scrolling itself waits until they are there.
  const isReady = frame.height > 0 && sizes.length > 0;
  const goal = `${reportKey} ${focus?.key ?? ""} ${String(zoom)} ${String(turns)} ${String(frame.width)}`;
  const [jump, setJump] = useState({ goal: "", top: 0, left: 0 });
  if (isReady && jump.goal !== goal) {
    const to = place ? scrollTopFor(layout, place, frame.height) : 0;
    setJump({ goal, top: to, left: place ? scrollLeftFor(layout, place, frame.width) : 0 });
    setTop(to);
  }
  useLayoutEffect(() => {
    if (jump.goal !== "") view.current?.scrollTo(jump.left, jump.top);
  }, [jump]);

  useImperativeHandle(
    props.handle,
    () => ({
      goTo: (page) => {
        if (page !== "focus") scrollTo((layout.boxes[page - 1]?.top ?? 0) - 8);
        else if (place) scrollTo(scrollTopFor(layout, place, frame.height));
      },
      focus: () => view.current?.focus(),
    }),
    [layout, place, frame.height, scrollTo],
  );

  const inView = useMemo(() => pagesInView(layout, top, frame.height, 0), [layout, top, frame.height]);
  const mounted = useMemo(() => pagesInView(layout, top, frame.height, frame.height / 2), [layout, top, frame.height]);
  const focusPage = place?.page;
  useEffect(() => {
    if (!document) return;
    const urgent = inView.toSorted((a, b) => Number(b === focusPage) - Number(a === focusPage));
    const near = mounted.filter((page) => !inView.includes(page));
    const here = [...urgent, ...near].map((page) => ({ key: `${reportKey}/${String(page)}`, document, page }));
    const others = soon.filter((wanted) => !here.some((page) => page.key === wanted.key));
    canvases.want([...here, ...others].map((page) => ({ ...page, scale: layout.scale, turns })));
  }, [document, reportKey, inView, mounted, focusPage, soon, layout.scale, turns]);

  const page = pageInFocus(layout, top, frame.height);
  useEffect(() => onPage(page), [page, onPage]);

  const settleSelection = () => {
    if (view.current) onSelect(readSelection(view.current, turns));
  };
  const pick = (event: React.MouseEvent) => {
    const sheet = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-page]") : null;
    if (!sheet || !getSelection()?.isCollapsed) return;
    const box = sheet.getBoundingClientRect();
    const number = Number(sheet.dataset.page);
    const point = { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
    const back = turnRect({ ...point, width: 0, height: 0 }, ((4 - turns) % 4) as Turns);
    const hit = markAt(marks.get(number) ?? NO_MARKS, { page: number, x: back.x, y: back.y });
    if (hit) onPick(hit);
  };
  const focusOn = useMemo(() => {
    const pages = new Map<number, PageFocus["rects"]>();
    for (const rect of focus?.rects ?? []) pages.set(rect.page, [...(pages.get(rect.page) ?? []), rect]);
    return pages;
  }, [focus]);

  return (
    <section
      ref={view}
      className={css.view}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t("review.pages-of-report")}
      data-scrolls
      data-total-pages={sizes.length}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onMouseUp={settleSelection}
      onKeyUp={settleSelection}
      onClick={pick}
    >
      <div className={css.sheets} style={{ width: layout.width, height: layout.height }}>
        {mounted.map((number) => {
          const box = layout.boxes[number - 1];
          return box ? (
            <PdfPage
              key={`${reportKey}/${String(number)}`}
              reportKey={reportKey}
              page={number}
              box={box}
              scale={layout.scale}
              turns={turns}
              document={document}
              canvases={canvases}
              marks={marks.get(number) ?? NO_MARKS}
              focus={focusOn.get(number) ?? NO_RECTS}
              lines={(focusOn.has(number) && focus?.lines) || NO_RECTS}
              withText={inView.includes(number)}
            />
          ) : null;
        })}
        {props.children}
      </div>
    </section>
  );
}

const NO_RECTS: PageFocus["rects"] = [];
