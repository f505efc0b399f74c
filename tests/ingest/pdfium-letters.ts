import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PDFiumModule } from "@hyzyla/pdfium";

/** A letter or digit as pdfium places it: the middle of its box, in fractions of the displayed page. */
export interface PlacedLetter {
  text: string;
  x: number;
  y: number;
}

interface RawText {
  _FPDFText_GetUnicode(text: number, index: number): number;
  _FPDFText_GetCharBox(text: number, index: number, left: number, right: number, bottom: number, top: number): number;
  _FPDF_PageToDevice(
    page: number,
    x: number,
    y: number,
    width: number,
    height: number,
    rotate: number,
    pageX: number,
    pageY: number,
    dx: number,
    dy: number,
  ): number;
}

type PDFium = Awaited<ReturnType<typeof PDFiumModule>>;

let library: Promise<PDFium & RawText> | undefined;

function pdfium(): Promise<PDFium & RawText> {
  library ??= (async () => {
    const wasm = createRequire(import.meta.url).resolve("@hyzyla/pdfium/pdfium.wasm");
    const module = (await PDFiumModule({ wasmBinary: new Uint8Array(readFileSync(wasm)).buffer })) as PDFium & RawText;
    module._FPDF_InitLibraryWithConfig(undefined as unknown as object);
    return module;
  })();
  return library;
}

/** Letters are what places are compared by: spaces, marks and hyphens are written differently by every reader. */
export const isLetter = (text: string) => /[\p{L}\p{N}]/u.test(text);

const GRID = 100_000;

/** Each page's letters as the independent reader finds them, page 1 first. Throws when pdfium cannot open the file. */
export async function lettersOf(bytes: Uint8Array): Promise<PlacedLetter[][]> {
  const raw = await pdfium();
  const { malloc, free } = raw.wasmExports;
  const file = malloc(bytes.length);
  raw.HEAPU8.set(bytes, file);
  const document = raw._FPDF_LoadMemDocument(file, bytes.length, 0);
  if (document === 0) {
    free(file);
    throw new Error("pdfium cannot open the file");
  }
  const room = malloc(64);
  const double = (at: number) => new DataView(raw.HEAPU8.buffer).getFloat64(room + at, true);
  const int = (at: number) => new DataView(raw.HEAPU8.buffer).getInt32(room + at, true);
  const pages: PlacedLetter[][] = [];
  for (let number = 0; number < raw._FPDF_GetPageCount(document); number++) {
    const letters: PlacedLetter[] = [];
    pages.push(letters);
    const page = raw._FPDF_LoadPage(document, number);
    if (page === 0) continue;
    const text = raw._FPDFText_LoadPage(page);
    const count = raw._FPDFText_CountChars(text);
    for (let i = 0; i < count; i++) {
      const code = raw._FPDFText_GetUnicode(text, i);
      const character = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).normalize("NFKC") : "";
      if (!isLetter(character)) continue;
      if (raw._FPDFText_GetCharBox(text, i, room, room + 8, room + 16, room + 24) === 0) continue;
      const x = (double(0) + double(8)) / 2;
      const y = (double(16) + double(24)) / 2;
      raw._FPDF_PageToDevice(page, 0, 0, GRID, GRID, 0, x, y, room + 32, room + 40);
      letters.push({ text: character, x: int(32) / GRID, y: int(40) / GRID });
    }
    raw._FPDFText_ClosePage(text);
    raw._FPDF_ClosePage(page);
  }
  raw._FPDF_CloseDocument(document);
  free(room);
  free(file);
  return pages;
}
