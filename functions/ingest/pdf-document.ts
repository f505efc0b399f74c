import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import type { DocumentFailure } from "../evidence/sentence.ts";
import type { Affine } from "./affine.ts";
import type { Face } from "./placed.ts";

export const { OPS } = pdfjs;

/** What one page offers to the painter. */
export interface PageSource {
  page: number;
  /** Points of the CropBox as displayed, after rotation. */
  width: number;
  height: number;
  /** From PDF user space to display space. */
  transform: Affine;
  operators(): Promise<{ fnArray: number[]; argsArray: unknown[] }>;
  faceOf(id: string): { face: Face; fontScale: number; type3: boolean; vertical: boolean };
  isVisible(group: unknown): boolean;
}

export interface PdfDocument {
  pageCount: number;
  /** Document information, only what is text. */
  info: Record<string, string>;
  labels: readonly string[] | null;
  page(number: number): Promise<{ source: PageSource; release: () => void }>;
  close(): Promise<void>;
}

const FAILURES: Record<string, DocumentFailure> = {
  PasswordException: "encrypted",
  InvalidPDFException: "damaged",
  FormatError: "damaged",
  MissingPDFException: "damaged",
  UnknownErrorException: "damaged",
};

/**
 * A page that takes fonts and shows nothing. Without one pdfjs believes that no font can be loaded, and draws every glyph's
 * outline instead: a tenth of its time, for pictures that nobody looks at.
 */
const NOWHERE = {
  createElement: () => ({ sheet: { cssRules: [], insertRule: () => 0 }, remove: () => undefined }),
  documentElement: { getElementsByTagName: () => [{ append: () => undefined }] },
} as unknown as HTMLDocument;

/**
 * Opens a PDF for reading text and places: no scripts, no forms, no annotations, no pictures, no system fonts, no network.
 * The pdfjs is the copy pdf-parse brings (two versions cannot share a process); pdf-parse itself gives no positions.
 */
export async function openPdf(bytes: Uint8Array, password?: string) {
  const opened = await openWith(bytes, password);
  if (opened.ok || opened.code !== "encrypted" || password === undefined) return opened;
  // revision 5 takes the password's UTF-8 bytes, and pdfjs passes on one byte a character
  const bytewise = Buffer.from(password, "utf8").toString("latin1");
  return bytewise === password ? opened : openWith(bytes, bytewise);
}

async function openWith(
  bytes: Uint8Array,
  password?: string,
): Promise<{ ok: true; document: PdfDocument } | { ok: false; code: DocumentFailure; detail: string }> {
  const task = pdfjs.getDocument({
    // pdfjs takes the buffer over: the caller keeps his own
    data: new Uint8Array(bytes),
    ...(password === undefined ? {} : { password }),
    // its complaints are the only sign of damaged content; see complaints.ts
    verbosity: pdfjs.VerbosityLevel.WARNINGS,
    maxImageSize: 0,
    disableFontFace: false,
    ownerDocument: NOWHERE,
    useSystemFonts: false,
    useWorkerFetch: false,
    isEvalSupported: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    enableXfa: false,
    stopAtErrors: false,
    ...characterMaps(),
  });
  try {
    const document = await task.promise;
    const layers = await document.getOptionalContentConfig().catch(() => undefined);
    const labels = await document.getPageLabels().catch(() => null);
    const metadata = await document.getMetadata().catch(() => undefined);
    const info: Record<string, string> = {};
    for (const [key, value] of Object.entries(metadata?.info ?? {})) if (typeof value === "string") info[key] = value;
    return {
      ok: true,
      document: {
        pageCount: document.numPages,
        info,
        labels,
        page: async (number) => {
          const page = await document.getPage(number);
          const view = page.getViewport({ scale: 1 });
          const faces = new Map<string, ReturnType<PageSource["faceOf"]>>();
          const source: PageSource = {
            page: number,
            width: view.width,
            height: view.height,
            transform: view.transform as unknown as Affine,
            operators: () => page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.DISABLE }),
            isVisible: (group) => {
              try {
                return layers === undefined || group == null || layers.isVisible(group as never);
              } catch {
                return true;
              }
            },
            faceOf: (id) => {
              let face = faces.get(id);
              if (!face) {
                face = describeFont(id, (key) => (page.commonObjs.has(key) ? page.commonObjs.get(key) : undefined));
                faces.set(id, face);
              }
              return face;
            },
          };
          return { source, release: () => page.cleanup() };
        },
        close: () => task.destroy(),
      },
    };
  } catch (error) {
    await task.destroy().catch(() => undefined);
    const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
    return { ok: false, code: FAILURES[name] ?? "damaged", detail: message };
  }
}

/** pdfjs's character maps for Asian encodings, where the package is there (a bundle may leave them out). */
function characterMaps(): { cMapUrl: string; cMapPacked: boolean } | undefined {
  try {
    const folder = path.join(path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json")), "cmaps");
    return existsSync(folder) ? { cMapUrl: `${folder}/`, cMapPacked: true } : undefined;
  } catch {
    return undefined;
  }
}

interface PdfFont {
  name?: string;
  bold?: boolean;
  black?: boolean;
  italic?: boolean;
  ascent?: number;
  descent?: number;
  fontMatrix?: number[];
  isType3Font?: boolean;
  vertical?: boolean;
}

function describeFont(id: string, get: (id: string) => unknown): ReturnType<PageSource["faceOf"]> {
  const font = (get(id) ?? {}) as PdfFont;
  const name = (font.name ?? id).replace(/^[A-Z]{6}\+/, "");
  const within = (value: number | undefined, low: number, high: number, otherwise: number) =>
    value !== undefined && Number.isFinite(value) && value !== 0
      ? Math.min(high, Math.max(low, Math.abs(value)))
      : otherwise;
  return {
    face: {
      name,
      bold: font.bold === true || font.black === true || /bold|black|heavy|semibold|demi|(^|[-,])bd/i.test(name),
      italic: font.italic === true || /italic|oblique|kursiv/i.test(name),
      ascent: within(font.ascent, 0.68, 0.9, 0.78),
      descent: within(font.descent, 0.18, 0.26, 0.22),
    },
    fontScale: font.fontMatrix?.[0] ?? 0.001,
    type3: font.isType3Font === true,
    vertical: font.vertical === true,
  };
}
