import { createRequire } from "node:module";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WorkspaceId } from "../../../functions/evidence/ids.ts";
import { aClaim } from "../../evidence-builders.ts";
import { file, rowsOf, tagged, textOf, wordsOf } from "./read-back.ts";
import { type Api, startApi, THEME } from "./rig.ts";

/** It ships no types. */
const jsonld: {
  expand(document: object, options: object): Promise<Record<string, unknown[]>[]>;
  toRDF(document: object, options: object): Promise<string>;
} = createRequire(import.meta.url)("jsonld");

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe("an export", () => {
  it("bears its moment in its name and in itself, and leaves out what was decided while it was written", async () => {
    const ws = await api.workspace();
    await api.readReport(ws);
    const { headers } = await file(api, ws, "md", "all");
    const name = decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(headers.get("content-disposition") ?? "")![1]!);
    expect(name).toMatch(/^Prøve \d{4}-\d\d-\d\d kl\. \d\d\.\d\d \(alt\)\.md$/);
    expect(await textOf(api, ws, "md", "all")).toMatch(/Eksporteret \d+\. \w+ \d{4} kl\. \d\d\.\d\d \(\d{4}-/);
    const english = await file(api, ws, "csv", "all", { "accept-language": "en" });
    expect(new TextDecoder().decode(english.bytes)).toContain('"Claim"');
  });

  it.each([
    ["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["md", "text/markdown; charset=utf-8"],
    ["csv", "text/csv; charset=utf-8; header=present"],
    ["jsonld", "application/ld+json"],
    ["ris", "application/x-research-info-systems; charset=utf-8"],
  ])("as %s is %s", async (format, type) => {
    const ws = await api.workspace();
    await api.readReport(ws);
    expect((await file(api, ws, format, "all")).headers.get("content-type")).toBe(type);
  });
});

describe("hostile text", () => {
  const HOSTILE = [
    '=HYPERLINK("https://evil.example")',
    "+1+1",
    "@SUM(A1)",
    "\tTab",
    '<script>alert(1)</script> & "citat"',
    "![billede](https://evil.example/x.png) [link](javascript:alert(1))",
    "| celle | celle |",
    "Omvendt \u202etxet\u202c tekst med \u0000NUL, \u000bVT og \uffff",
    "En halv \ud800 surrogat 🩺 og et æøå",
    "- punkt; =1+1",
    "# Overskrift",
    "ER  - \r\nTY  - BOOK",
  ];
  let ws: WorkspaceId;
  beforeAll(async () => {
    ws = await api.workspace();
    const { report, claims } = await api.readReport(ws, (reportId) =>
      HOSTILE.map((text, i) =>
        aClaim(reportId, {
          exact: `${text} ${i}`,
          text: `${text} ${i}`,
          attribution: { by: "source", sources: [{ label: text, author: text, year: "2020" }] },
        }),
      ),
    );
    await api.writtenDraft(ws, THEME, claims);
    await api.store.editReport(ws, report.id, { title: HOSTILE[4]!, publisher: HOSTILE[0]! });
  });

  it("is text in Markdown: no picture, link, tag, heading or extra cell", async () => {
    const markdown = await textOf(api, ws, "md", "all");
    expect(markdown).not.toMatch(/(?<!\\)<script|(?<!\\)!\[|(?<!\\)\]\(|javascript:|https:/);
    expect(markdown).not.toMatch(/^# Overskrift/m);
    const cells = markdown.split("\n").filter((line) => line.startsWith("| "));
    for (const line of cells) expect(line.replace(/\\./g, "").match(/\|/g)).toHaveLength(7);
  });

  it("is text in CSV: no cell begins a formula, and what was written is there", async () => {
    const csv = await textOf(api, ws, "csv", "all");
    expect(csv.startsWith("\ufeff")).toBe(true);
    const rows = rowsOf(csv);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows[0]!.length]));
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@]/u);
    const texts = rows.filter((row) => row[0] === "Udsagn").map((row) => row[rows[0]!.indexOf("Tekst")]!);
    expect(texts).toContain(`'${HOSTILE[0]} 0`);
    expect(rows.at(1)?.[rows[0]!.indexOf("Sikkerhed")]).toBe("0,8");
  });

  it("is text in DOCX: every part is XML without a character that XML cannot hold, with styles, language and notes", async () => {
    const parts = unzipSync((await file(api, ws, "docx", "all")).bytes);
    const decode = (name: string) => new TextDecoder("utf-8", { fatal: true }).decode(parts[name]);
    for (const name of Object.keys(parts).filter((each) => /\.(xml|rels)$/.test(each))) {
      expect(decode(name)).not.toMatch(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/u);
      expect(decode(name)).not.toContain("<script");
    }
    expect(decode("word/styles.xml")).toContain('w:val="da-DK"');
    for (const style of ["Title", "Heading1", "Heading2"]) {
      expect(decode("word/styles.xml")).toContain(`w:styleId="${style}"`);
      expect(decode("word/document.xml")).toContain(`<w:pStyle w:val="${style}"/>`);
    }
    expect(decode("word/document.xml")).toContain("<w:tblHeader/>");
    const notes = decode("word/footnotes.xml");
    expect(tagged(notes, "w:footnote").filter((note) => wordsOf(note).includes("s. 1: »")).length).toBe(HOSTILE.length);
  });

  it("is text in RIS: as many records as were written", async () => {
    const ris = await textOf(api, ws, "ris", "all");
    expect(ris.match(/^TY {2}- /gm)).toHaveLength(ris.match(/^ER {2}- $/gm)!.length);
    expect(ris.match(/^TY {2}- /gm)).toHaveLength(1 + HOSTILE.length);
  });

  it("is text in JSON-LD, which any processor reads without a network", async () => {
    const document = JSON.parse(await textOf(api, ws, "jsonld", "all"));
    const offline = () => {
      throw new Error("nothing is to be fetched");
    };
    const expanded = await jsonld.expand(document, { documentLoader: offline });
    const annotations = expanded.filter((node) =>
      (node["@type"] as string[])?.includes("http://www.w3.org/ns/oa#Annotation"),
    );
    expect(annotations).toHaveLength(HOSTILE.length);
    const [target] = annotations[0]!["http://www.w3.org/ns/oa#hasTarget"] as Record<string, unknown[]>[];
    const types = (target!["http://www.w3.org/ns/oa#hasSelector"] as Record<string, string[]>[]).flatMap(
      (s) => s["@type"],
    );
    expect(types).toEqual([
      "http://www.w3.org/ns/oa#TextQuoteSelector",
      "http://www.w3.org/ns/oa#TextPositionSelector",
      "http://www.w3.org/ns/oa#FragmentSelector",
    ]);
    const quads = await jsonld.toRDF(document, { documentLoader: offline, format: "application/n-quads" });
    expect(quads).toContain("<http://www.w3.org/ns/prov#wasDerivedFrom>");
  });
});
