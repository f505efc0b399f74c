import { spawnSync } from "node:child_process";
import { deflateSync, inflateSync } from "node:zlib";
import { PDFParse } from "pdf-parse";
import { makePdf, type PageSpec, writeObjects } from "./pdf-maker.ts";

/** Whether the real tesseract with Danish or English is here; tests that need it say so when it is not. */
export const hasTesseract = /^(?:dan|eng)$/m.test(
  spawnSync("tesseract", ["--list-langs"], { encoding: "utf8" }).stdout ?? "",
);

interface Picture {
  width: number;
  height: number;
  /** One byte a pixel, deflated. */
  grey: Buffer;
}

/** A page of a scanned report: the picture of a page, or a page with text of its own. `turned` is lain on its side. */
export type ScannedPage = { picture: PageSpec; turned?: boolean; rotate?: 0 | 90 | 180 | 270 } | { text: PageSpec };

/** A PDF whose pages are pictures of other pages, as a copier makes them. */
export async function scannedPdf(pages: readonly ScannedPage[]): Promise<Uint8Array> {
  const objects: string[] = ["", "<< /Type /Catalog /Pages 2 0 R >>", ""];
  objects.push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  const kids: number[] = [];
  const add = (object: string) => objects.push(object) - 1;
  for (const page of pages) {
    if ("text" in page) {
      const stream = page.text.content.join("\n");
      const content = add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
      const fonts = "<< /Font << /plain 3 0 R /bold 3 0 R /italic 3 0 R >> >>";
      kids.push(
        add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${fonts} /Contents ${content} 0 R >>`),
      );
      continue;
    }
    const picture = await pictureOf(page.picture, page.turned === true);
    const [width, height] = page.turned ? [842, 595] : [595, 842];
    const image = add(
      `<< /Type /XObject /Subtype /Image /Width ${picture.width} /Height ${picture.height} /ColorSpace /DeviceGray ` +
        `/BitsPerComponent 8 /Filter /FlateDecode /Length ${picture.grey.length} >>\nstream\n${picture.grey.toString("latin1")}\nendstream`,
    );
    const stream = `q ${width} 0 0 ${height} 0 0 cm /Scan Do Q`;
    const content = add(`<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
    kids.push(
      add(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${page.rotate ?? 0} ` +
          `/Resources << /XObject << /Scan ${image} 0 R >> >> /Contents ${content} 0 R >>`,
      ),
    );
  }
  objects[2] = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] /Count ${kids.length} >>`;
  return writeObjects(objects);
}

/** A page as a scanner sees it, 200 dots an inch; `turned` a quarter clockwise. */
async function pictureOf(page: PageSpec, turned: boolean): Promise<Picture> {
  const parser = new PDFParse({ data: makePdf([page]), verbosity: 0 });
  const { pages } = await parser.getScreenshot({
    partial: [1],
    scale: 200 / 72,
    imageBuffer: true,
    imageDataUrl: false,
  });
  await parser.destroy();
  const { width, height, grey } = greyOf(Buffer.from(pages[0]!.data));
  if (!turned) return { width, height, grey: deflateSync(grey) };
  const quarter = Buffer.alloc(grey.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) quarter[x * height + (height - 1 - y)] = grey[y * width + x]!;
  return { width: height, height: width, grey: deflateSync(quarter) };
}

/** A PNG of 8 bits a channel → its grey values. */
function greyOf(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = { 0: 1, 2: 3, 4: 2, 6: 4 }[png[25] as 0 | 2 | 4 | 6]!;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const data = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const grey = Buffer.alloc(width * height);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const row = Buffer.from(data.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    unfilter(data[y * (stride + 1)]!, row, above, channels);
    for (let x = 0; x < width; x++) grey[y * width + x] = row[x * channels]!;
    above = row;
  }
  return { width, height, grey };
}

/** PNG's row filters (ISO 15948, 9.2), undone in place. */
function unfilter(how: number, row: Buffer, above: Buffer, channels: number): void {
  for (let i = 0; i < row.length; i++) {
    const a = i >= channels ? row[i - channels]! : 0;
    const b = above[i]!;
    const c = i >= channels ? above[i - channels]! : 0;
    const p = a + b - c;
    const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    row[i] = (row[i]! + [0, a, b, (a + b) >> 1, paeth][how]!) & 255;
  }
}
