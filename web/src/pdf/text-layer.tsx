import type { PDFDocumentProxy } from "pdfjs-dist";
import { useEffect, useRef } from "react";
import type { Turns } from "./page-rotation.ts";
import css from "./pdf.module.css";
import { pdfLibrary } from "./pdf-library.ts";

interface TextLayerProps {
  document: PDFDocumentProxy;
  page: number;
  scale: number;
  turns: Turns;
}

/** The page's words, laid unseen over their picture: to select, and for screen readers. Nothing is ever drawn into it. */
export function TextLayer({ document, page, scale, turns }: TextLayerProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const container = place.current;
    if (!container) return;
    let gone = false;
    let cancel: (() => void) | undefined;
    const fill = async () => {
      const [pdfjs, proxy] = await Promise.all([pdfLibrary(), document.getPage(page)]);
      if (gone) return;
      const layer = new pdfjs.TextLayer({
        textContentSource: proxy.streamTextContent({ includeMarkedContent: false }),
        container,
        viewport: proxy.getViewport({ scale, rotation: (proxy.rotate + turns * 90) % 360 }),
      } as ConstructorParameters<typeof pdfjs.TextLayer>[0]);
      cancel = () => layer.cancel();
      await layer.render();
      container.dataset.ready = "true";
    };
    // a page given up half way leaves nothing behind but this rejection
    fill().catch(() => undefined);
    return () => {
      gone = true;
      cancel?.();
      container.replaceChildren();
      delete container.dataset.ready;
    };
  }, [document, page, scale, turns]);
  return (
    <div ref={place} className={css.text} style={{ "--total-scale-factor": String(scale) } as React.CSSProperties} />
  );
}
