import workerUrl from "pdfjs-dist/build/pdf.worker.min.mjs?url";

type PdfLibrary = typeof import("pdfjs-dist");

let library: Promise<PdfLibrary> | undefined;

/** pdf.js, fetched when the first page is to be drawn. */
export function pdfLibrary(): Promise<PdfLibrary> {
  library ??= import("pdfjs-dist").then((pdfjs) => {
    pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
    return pdfjs;
  });
  return library;
}

/** Where pdf.js finds its own parts: see pdf-assets.ts. */
export const PDF_PARTS = {
  cMapUrl: "/pdfjs/cmaps/",
  cMapPacked: true,
  standardFontDataUrl: "/pdfjs/standard_fonts/",
  wasmUrl: "/pdfjs/wasm/",
  iccUrl: "/pdfjs/iccs/",
} as const;
