import { existsSync, readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { DOCUMENT_FAILURES } from "../../functions/evidence/sentence.ts";
import { DEFAULT_BOUNDS } from "../../functions/ingest/bounds.ts";
import { tooMuchIn } from "../../functions/ingest/content-streams.ts";
import { readReport } from "../../functions/ingest/read-report.ts";
import { line, makePdf, writeObjects } from "./pdf-maker.ts";
import { campaign, mutantsOf, outcomeOfBytes, ROBUSTNESS, sampleOf } from "./robustness-campaign.ts";

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const onePage = (contents: string, more: string[] = []) =>
  writeObjects([
    "",
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
    contents,
    ...more,
  ]);

const nestedFlate = (megabytes: number, times: number) => {
  let data: Uint8Array = Buffer.alloc(megabytes * 1024 * 1024, 0x20);
  for (let i = 0; i < times; i++) data = deflateSync(data, { level: 9 });
  const filters = "/FlateDecode ".repeat(times);
  return onePage(`<< /Filter [${filters}] /Length ${data.length} >>\nstream\n${latin1(data)}\nendstream`);
};

/** Graphics states that are saved and never restored: pdfjs takes the square of their number in time. */
const saves = (count: number) => "q ".repeat(count);

const flate = (content: string) => {
  const data = deflateSync(Buffer.from(content, "latin1"));
  return onePage(`<< /Filter /FlateDecode /Length ${data.length} >>\nstream\n${latin1(data)}\nendstream`);
};

const base85 = (content: string) => {
  const data = deflateSync(Buffer.from(content, "latin1"));
  let text = "";
  for (let i = 0; i < data.length; i += 4) {
    const group = Buffer.alloc(4);
    data.copy(group, 0, i, i + 4);
    let value = group.readUInt32BE();
    const digits = Array.from({ length: 5 }, () => {
      const digit = String.fromCharCode(33 + (value % 85));
      value = Math.floor(value / 85);
      return digit;
    });
    text += digits.reverse().join("");
  }
  return onePage(`<< /Filter [/ASCII85Decode /FlateDecode] /Length ${text.length} >>\nstream\n${text}~>\nendstream`);
};

/** One page whose content stands in several streams. */
const manyStreams = (count: number, content: string) => {
  const names = Array.from({ length: count }, (_, i) => `${4 + i} 0 R`).join(" ");
  const stream = `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
  return writeObjects([
    "",
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents [${names}] >>`,
    ...Array.from({ length: count }, () => stream),
  ]);
};

describe("readReport", () => {
  it.each([
    ["nothing", new Uint8Array(0), "empty-file"],
    ["another kind of file", new TextEncoder().encode("En notat uden hoved."), "not-a-pdf"],
    ["a header and nothing more", new TextEncoder().encode("%PDF-1.7\n"), "damaged"],
    ["a page with no text", makePdf([{ content: ["q 0.5 g 0 0 100 100 re f Q"] }]), "no-text"],
    ["a kilobyte that inflates to 300 MB", nestedFlate(300, 2), "too-complex"],
    ["a stream that inflates to 300 MB", nestedFlate(300, 1), "too-complex"],
    ["graphics states saved a hundred thousand deep", makePdf([{ content: [saves(100_000)] }]), "too-complex"],
    ["the same, deflated", flate(saves(100_000)), "too-complex"],
    ["the same, in ten streams of one page", manyStreams(10, saves(4900)), "too-complex"],
    ["the same, written in base 85", base85(saves(100_000)), "too-complex"],
    [
      "a page tree that is its own child",
      writeObjects(["", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 5 >>"]),
      "damaged",
    ],
  ])("refuses %s by name", async (_, bytes, code) => {
    const result = await readReport(bytes, { bounds: { milliseconds: 20_000 } });
    expect(result).toMatchObject({ ok: false, code });
  });

  it("refuses more bytes and more pages than its bounds", async () => {
    const pages = makePdf(Array.from({ length: 5 }, () => ({ content: [line(70, 700, "En side med tekst.")] })));
    expect(await readReport(pages, { bounds: { bytes: 100 } })).toMatchObject({ ok: false, code: "too-large" });
    expect(await readReport(pages, { bounds: { pages: 4 } })).toMatchObject({ ok: false, code: "too-many-pages" });
  });

  it("kills a reading that takes too long, and one that takes too much memory", async () => {
    const pages = makePdf([
      { content: Array.from({ length: 60_000 }, (_, i) => line(10 + (i % 500), 10 + (i % 700), `ord${i}`)) },
    ]);
    const started = performance.now();
    expect(await readReport(pages, { bounds: { milliseconds: 250 } })).toMatchObject({ ok: false, code: "timeout" });
    expect(performance.now() - started).toBeLessThan(3000);
    expect(await readReport(pages, { bounds: { memoryBytes: 60 * 1024 * 1024 } })).toMatchObject({
      ok: false,
      code: "too-complex",
    });
  });

  it("refuses nested graphics states before it runs them, however they are written", async () => {
    for (const bytes of [flate(saves(100_000)), manyStreams(10, saves(4900))])
      expect(await tooMuchIn(bytes, DEFAULT_BOUNDS.inflatedBytes)).toBe("nested graphics states");
    // saved and restored as often as a drawing wants: nothing is nested
    const drawing = flate("q 1 0 0 1 0 0 cm Q\n".repeat(50_000));
    expect(await tooMuchIn(drawing, DEFAULT_BOUNDS.inflatedBytes)).toBeUndefined();
    // a name and a word that begin with the letter are no operators
    expect(await tooMuchIn(flate("/q quartal ".repeat(30_000)), DEFAULT_BOUNDS.inflatedBytes)).toBeUndefined();
  });

  it("ends a page that takes more of the processor than any page of a report, naming the page", async () => {
    // one stream named again and again: nothing in the file is deep, the page is
    const content = saves(4000);
    const bytes = writeObjects([
      "",
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents [${"4 0 R ".repeat(60)}] >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]);
    const result = await readReport(bytes, { bounds: { processorMillisecondsPerPage: 1500, milliseconds: 60_000 } });
    expect(result).toEqual({ ok: false, code: "too-complex", detail: "page 1" });
  });

  it("says which page it could not read, and reads the others", async () => {
    const content = Array.from({ length: 300 }, (_, i) =>
      line(20, 800 - 2 * i, "En linje som fylder en del mere end de andre gør det.", 2),
    );
    const result = await readReport(
      makePdf([{ content: [line(70, 700, "Den første side kan læses.")] }, { content }]),
      { bounds: { charactersPerPage: 2000 } },
    );
    if (!result.ok) throw new Error(result.code);
    expect(result.reading.pages.map((page) => page.state)).toEqual(["text", "failed"]);
    expect(result.reading.text).toBe("Den første side kan læses.");
  });

  it("ends in a reading or a named refusal for a dozen damaged copies of a file", async () => {
    const whole = makePdf([
      { content: [line(70, 700, "Ventetiden er faldet i tre regioner.")] },
      { content: [line(70, 700, "Den er steget i to.")] },
    ]);
    for (const [i, mutant] of mutantsOf(whole, 12, 20).entries()) {
      const outcome = await outcomeOfBytes(`copy ${i}`, mutant);
      expect(["reading", ...DOCUMENT_FAILURES], outcome.file).toContain(outcome.result);
      expect(outcome.unexplained, outcome.file).toEqual([]);
    }
  });

  /** A second cross-reference table that names the first, which names it again. */
  const xrefLoop = () => {
    const text = latin1(makePdf([{ content: [line(70, 700, "Side.")] }]));
    const first = text.lastIndexOf("\nxref") + 1;
    const second = text.length + 1;
    const trailer = (previous: number) => `trailer\n<< /Size 6 /Root 1 0 R /Prev ${previous} >>\n`;
    const looped = text.replace(
      /trailer\s*<<([\s\S]*?)>>/,
      (_, inner: string) => `trailer\n<<${inner} /Prev ${second + 32} >>`,
    );
    return Buffer.from(`${looped}\nxref\n0 0\n${trailer(first)}startxref\n${second}\n%%EOF`, "latin1");
  };
  it.each([
    [
      "arrays nested a hundred thousand deep",
      onePage(`<< /Length 10 /Deep ${"[".repeat(100_000)}${"]".repeat(100_000)} >>\nstream\n0 0 m\nendstream`),
    ],
    ["graphics states saved four thousand deep", makePdf([{ content: [saves(4000), line(70, 700, "Side.")] }])],
    ["cross-reference tables that name each other", xrefLoop()],
    [
      "a page that claims a hundred million siblings",
      Buffer.from(
        latin1(onePage("<< /Length 0 >>\nstream\n\nendstream")).replace("/Count 1", "/Count 100000000"),
        "latin1",
      ),
    ],
  ])("ends in a reading or a named refusal for %s", async (name, bytes) => {
    const outcome = await outcomeOfBytes(name, new Uint8Array(bytes));
    expect(["reading", ...DOCUMENT_FAILURES]).toContain(outcome.result);
    expect(outcome.peakMegabytes).toBeLessThan(512);
    expect(outcome.unexplained).toEqual([]);
  });

  it("tells how far it is", async () => {
    const seen: string[] = [];
    await readReport(makePdf([{ content: [line(70, 700, "Side.")] }, { content: [line(70, 700, "Slut.")] }]), {
      onProgress: (done, total) => seen.push(`${done}/${total}`),
    });
    expect(seen.at(-1)).toBe("2/2");
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const reading = readReport(makePdf([{ content: [line(70, 700, "Side.")] }]), { signal: stop.signal });
    stop.abort(new Error("nok"));
    await expect(reading).rejects.toThrow("nok");
  });
});

const there = existsSync(ROBUSTNESS);
if (!there) console.log(`not run: the robustness corpus (${ROBUSTNESS} is not there)`);

describe.runIf(there)("forty of the robustness corpus's PDFs", () => {
  const memory: number[] = [];
  afterAll(() => {
    if (memory.length > 0) console.log(`robustness sample: at most ${Math.max(...memory).toFixed(0)} MB in a child`);
  });

  it("end in a reading or a named refusal, within their bounds, and say what they could not read", {
    timeout: 120_000,
  }, async () => {
    const outcomes = await campaign(sampleOf(40), { atOnce: 2 });
    expect(outcomes).toHaveLength(40);
    for (const outcome of outcomes) {
      memory.push(outcome.peakMegabytes);
      expect(outcome.milliseconds, outcome.file).toBeLessThan(60_000);
      expect(outcome.peakMegabytes, outcome.file).toBeLessThan(540);
      if (outcome.result === "reading") expect(outcome.unexplained, outcome.file).toEqual([]);
      else expect(DOCUMENT_FAILURES as readonly string[], outcome.file).toContain(outcome.result);
      if (outcome.password !== undefined) expect(outcome.result, outcome.file).not.toBe("encrypted");
    }
  });
});

it("reads the robustness index from the shared corpus", { timeout: 10_000 }, () => {
  if (there) expect(JSON.parse(readFileSync(`${ROBUSTNESS}index.json`, "utf8")).files.length).toBe(384);
});
