import type { PDFDocumentProxy } from "pdfjs-dist";
import { memo, useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { Rect } from "../../../functions/evidence/rect.ts";
import { useText } from "../text/text.tsx";
import type { PageCanvases } from "./page-canvases.ts";
import type { PageMark } from "./page-marks.ts";
import { PageOverlay } from "./page-overlay.tsx";
import type { Turns } from "./page-rotation.ts";
import css from "./pdf.module.css";
import { TextLayer } from "./text-layer.tsx";

interface PdfPageProps {
  reportKey: string;
  page: number;
  box: { top: number; left: number; width: number; height: number };
  scale: number;
  turns: Turns;
  document: PDFDocumentProxy | undefined;
  canvases: PageCanvases;
  marks: readonly PageMark[];
  focus: readonly Rect[];
  lines: readonly Rect[];
  /** Words are laid over a page only while it is looked at. */
  withText: boolean;
}

/** One sheet: paper of the right size at once, the marker strokes with it, the picture when it is drawn. */
export const PdfPage = memo(function PdfPage(props: PdfPageProps) {
  const { reportKey, page, box, scale, turns, document, canvases, marks, focus, lines, withText } = props;
  const t = useText();
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useSyncExternalStore(canvases.subscribe, () => canvases.get(`${reportKey}/${String(page)}`, turns));
  useLayoutEffect(() => {
    holder.current?.replaceChildren(...(canvas ? [canvas] : []));
  }, [canvas]);
  return (
    <section
      className={css.page}
      style={{ top: box.top, left: box.left, width: box.width, height: box.height }}
      data-page={page}
      data-drawn={canvas !== undefined}
      aria-label={t("review.page", { page })}
    >
      <div className={css.picture} ref={holder} aria-hidden="true" />
      {document && withText && canvas && <TextLayer document={document} page={page} scale={scale} turns={turns} />}
      <PageOverlay
        page={page}
        width={box.width}
        height={box.height}
        turns={turns}
        marks={marks}
        focus={focus}
        lines={lines}
      />
    </section>
  );
});
