import type { PDFDocumentProxy, RenderTask } from "pdfjs-dist";
import type { Turns } from "./page-rotation.ts";

/** Canvases alive at once, those in view included: a page of 1,600 pixels' height is 8 MB. */
export const MOST_CANVASES = 8;
const MOST_PIXELS = 16 * 1024 * 1024;

export interface WantedPage {
  /** Report and page: `rep_…/23`. */
  key: string;
  document: PDFDocumentProxy;
  page: number;
  /** CSS pixels per point. */
  scale: number;
  turns: Turns;
}

interface Painted {
  canvas: HTMLCanvasElement;
  scale: number;
  turns: Turns;
}

/**
 * The drawn pages: painted one after another, those asked for first before the rest, kept while they are among the last
 * few, and given up when nobody wants them any more.
 */
export class PageCanvases {
  #painted = new Map<string, Painted>();
  #wanted: readonly WantedPage[] = [];
  #running: { wanted: WantedPage; task: RenderTask | undefined } | undefined;
  /** By document: one that is opened again gets another try. */
  #failed = new WeakMap<PDFDocumentProxy, Set<string>>();
  #watchers = new Set<() => void>();

  /** The page as drawn last, perhaps at another scale: shown stretched until the right one is there. */
  get(key: string, turns: Turns): HTMLCanvasElement | undefined {
    const painted = this.#painted.get(key);
    return painted?.turns === turns ? painted.canvas : undefined;
  }

  subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** What is to be drawn, the most urgent first. Replaces what was asked for before. */
  want(pages: readonly WantedPage[]): void {
    this.#wanted = pages.slice(0, MOST_CANVASES);
    // the order of the map is the order of use: what is wanted now is given up last
    for (const { key } of this.#wanted.toReversed()) {
      const painted = this.#painted.get(key);
      if (!painted) continue;
      this.#painted.delete(key);
      this.#painted.set(key, painted);
    }
    const running = this.#running;
    if (running && !this.#wanted.some((page) => isSame(page, running.wanted))) running.task?.cancel();
    void this.#paint();
  }

  async #paint(): Promise<void> {
    if (this.#running) return;
    const next = this.#wanted.find(
      (page) => !this.#isPainted(page) && !this.#failed.get(page.document)?.has(nameOf(page)),
    );
    if (!next) return;
    const running: { wanted: WantedPage; task: RenderTask | undefined } = { wanted: next, task: undefined };
    this.#running = running;
    try {
      const page = await next.document.getPage(next.page);
      if (this.#wanted.some((wanted) => isSame(wanted, next))) {
        const canvas = document.createElement("canvas");
        const rotation = (page.rotate + next.turns * 90) % 360;
        const bare = page.getViewport({ scale: next.scale, rotation });
        const sharp = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (bare.width * bare.height)));
        const viewport = page.getViewport({ scale: next.scale * sharp, rotation });
        canvas.width = Math.round(viewport.width);
        canvas.height = Math.round(viewport.height);
        running.task = page.render({ canvas, viewport });
        await running.task.promise;
        this.#keep(next, canvas);
      }
    } catch (error) {
      // giving up a page one has scrolled past is no failure
      if (!(error instanceof Error && error.name === "RenderingCancelledException")) {
        const failed = this.#failed.get(next.document) ?? new Set();
        this.#failed.set(next.document, failed.add(nameOf(next)));
      }
    } finally {
      this.#running = undefined;
      void this.#paint();
    }
  }

  #keep({ key, scale, turns }: WantedPage, canvas: HTMLCanvasElement): void {
    release(this.#painted.get(key)?.canvas);
    this.#painted.delete(key);
    this.#painted.set(key, { canvas, scale, turns });
    for (const [old, { canvas: unused }] of this.#painted) {
      if (this.#painted.size <= MOST_CANVASES) break;
      if (this.#wanted.some((page) => page.key === old)) continue;
      this.#painted.delete(old);
      release(unused);
    }
    for (const watcher of this.#watchers) watcher();
  }

  #isPainted(page: WantedPage): boolean {
    const painted = this.#painted.get(page.key);
    return painted !== undefined && painted.scale === page.scale && painted.turns === page.turns;
  }
}

const nameOf = (page: WantedPage) => `${page.key}@${String(page.scale)}×${String(page.turns)}`;
const isSame = (a: WantedPage, b: WantedPage) => nameOf(a) === nameOf(b);

/** Browsers give the memory back at once only when the canvas is made empty. */
function release(canvas: HTMLCanvasElement | undefined): void {
  if (!canvas) return;
  canvas.remove();
  canvas.width = 0;
  canvas.height = 0;
}
