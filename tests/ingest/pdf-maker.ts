/** A PDF written by hand for one test: what stands where is known exactly. */
export interface PageSpec {
  width?: number;
  height?: number;
  rotate?: 0 | 90 | 180 | 270;
  /** x0 y0 x1 y1. */
  cropBox?: readonly [number, number, number, number];
  /** Content operators, as {@link words} and its neighbours write them. */
  content: readonly string[];
}

export type FontName = "plain" | "bold" | "italic";
const FONTS: Record<FontName, string> = { plain: "Helvetica", bold: "Helvetica-Bold", italic: "Helvetica-Oblique" };

/** Characters of WinAnsi above Latin-1. */
const WIN_ANSI: Record<string, number> = {
  "–": 0x96,
  "—": 0x97,
  "•": 0x95,
  "“": 0x93,
  "”": 0x94,
  "„": 0x84,
  "’": 0x92,
  "…": 0x85,
};

const literal = (text: string) =>
  `(${[...text]
    .map((character) => {
      const code = WIN_ANSI[character] ?? character.charCodeAt(0);
      if (code > 255) throw new Error(`no WinAnsi code for ${character}`);
      return code > 126 || code < 32 ? `\\${code.toString(8).padStart(3, "0")}` : character.replace(/[()\\]/g, "\\$&");
    })
    .join("")})`;

/** One line of text with its baseline at `x, y` from the bottom left. */
export const line = (x: number, y: number, text: string, size = 10, font: FontName = "plain", before = "") =>
  `BT ${before} /${font} ${size} Tf 1 0 0 1 ${x} ${y} Tm ${literal(text)} Tj ET`;

/** Lines under each other from `y` down. */
export const lines = (
  x: number,
  y: number,
  texts: readonly string[],
  size = 10,
  leading = 13,
  font: FontName = "plain",
) => texts.map((text, i) => line(x, y - i * leading, text, size, font));

/** One line in which `^…^` is raised and small, as footnote marks and exponents are. */
export const markedLine = (x: number, y: number, text: string, size = 10) =>
  `BT 1 0 0 1 ${x} ${y} Tm ${text
    .split("^")
    .map((part, i) =>
      i % 2 === 0
        ? `0 Ts /plain ${size} Tf ${literal(part)} Tj`
        : `${0.4 * size} Ts /plain ${0.6 * size} Tf ${literal(part)} Tj`,
    )
    .join(" ")} ET`;

/** Such lines under each other. */
export const markedLines = (x: number, y: number, texts: readonly string[], size = 10, leading = 13) =>
  texts.map((text, i) => markedLine(x, y - i * leading, text, size));

export const filled = (x: number, y: number, width: number, height: number, colour = "0.9 0.95 1") =>
  `q ${colour} rg ${x} ${y} ${width} ${height} re f Q`;

export const rule = (x0: number, y0: number, x1: number, y1: number) => `q 0.5 w ${x0} ${y0} m ${x1} ${y1} l S Q`;

/** The PDF; `extra` adds entries to the catalogue, `objects` whole objects from number 9 + 2 × pages on. */
export function makePdf(pages: readonly PageSpec[], info: Record<string, string> = {}): Uint8Array {
  const objects: string[] = [];
  const kids = pages.map((_, i) => `${7 + 2 * i} 0 R`).join(" ");
  objects[1] = "<< /Type /Catalog /Pages 2 0 R >>";
  objects[2] = `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`;
  for (const [i, [name, base]] of Object.entries(FONTS).entries())
    objects[3 + i] = `<< /Type /Font /Subtype /Type1 /BaseFont /${base} /Encoding /WinAnsiEncoding /Name /${name} >>`;
  objects[6] = `<< ${Object.entries(info)
    .map(([key, value]) => `/${key} ${literal(value)}`)
    .join(" ")} >>`;
  for (const [i, page] of pages.entries()) {
    const stream = page.content.join("\n");
    const crop = page.cropBox ? ` /CropBox [${page.cropBox.join(" ")}]` : "";
    objects[7 + 2 * i] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width ?? 595} ${page.height ?? 842}]${crop} /Rotate ${page.rotate ?? 0} ` +
      `/Resources << /Font << /plain 3 0 R /bold 4 0 R /italic 5 0 R >> >> /Contents ${8 + 2 * i} 0 R >>`;
    objects[8 + 2 * i] = `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
  }
  return writeObjects(objects, "/Info 6 0 R");
}

/** Numbered objects (from 1) → file with its cross-reference table. */
export function writeObjects(objects: readonly string[], trailer = ""): Uint8Array {
  let file = "%PDF-1.7\n";
  const offsets: number[] = [];
  for (let i = 1; i < objects.length; i++) {
    offsets.push(file.length);
    file += `${i} 0 obj\n${objects[i]}\nendobj\n`;
  }
  const start = file.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  file += `xref\n0 ${objects.length}\n0000000000 65535 f \n${entries}trailer << /Size ${objects.length} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, "latin1"));
}
