import { createRequire } from "node:module";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Claim } from "../../../functions/evidence/claim.ts";
import type { WorkspaceId } from "../../../functions/evidence/ids.ts";
import { outcomeOf } from "../../../functions/evidence/standing.ts";
import { aClaim } from "../../evidence-builders.ts";
import { type Api, startApi, THEME, type Who } from "./rig.ts";

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

async function file(ws: WorkspaceId, format: string, scope: string, headers: Record<string, string> = {}) {
  const response = await api.app.request(
    `http://127.0.0.1/api/workspaces/${ws}/export?format=${format}&scope=${scope}`,
    {
      headers: { authorization: `Bearer ${api.tokens.get("reader")}`, ...headers },
    },
  );
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}
const textOf = async (ws: WorkspaceId, format: string, scope: string) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode((await file(ws, format, scope)).bytes);

/** Rows and cells of a file with `;` between quoted cells. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, cell, end] of csv.replace(/^\ufeff/, "").matchAll(/"((?:[^"]|"")*)"(;|\r\n)/g)) {
    row.push(cell!.replaceAll('""', '"'));
    if (end === "\r\n") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

const asWritten = (markdown: string) => markdown.replace(/\\(.)/g, "$1").replaceAll("&amp;", "&");
const tagged = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}[ >][\\s\\S]*?</${tag}>`, "g"))].map(([all]) => all);
const wordsOf = (xml: string) =>
  tagged(xml, "w:t")
    .map((run) => run.replace(/<[^>]+>/g, ""))
    .join("")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");

/** What an export says: the claims with their status, and the statements. */
interface Said {
  claims: string[];
  statements: string[];
}
const sorted = ({ claims, statements }: Said): Said => ({ claims: claims.sort(), statements: statements.sort() });
const STATUS: Record<string, string> = {
  Foreslået: "pending",
  Godkendt: "accepted",
  Afvist: "rejected",
  Uenige: "conflict",
};

async function readBack(ws: WorkspaceId, scope: string): Promise<Record<string, Said>> {
  const csv = rowsOf(await textOf(ws, "csv", scope));
  const heads = csv[0]!;
  const at = (row: string[], head: string) => row[heads.indexOf(head)]!;
  const markdown = (await textOf(ws, "md", scope)).split("\n");
  const sources = markdown.indexOf("## Kilder");
  const parts = unzipSync((await file(ws, "docx", scope)).bytes);
  const document = new TextDecoder().decode(parts["word/document.xml"]);
  const [table] = tagged(document, "w:tbl");
  const paragraphs = tagged(document.slice(0, document.indexOf("<w:tbl>")), "w:p").filter(
    (p) => !p.includes("<w:pStyle"),
  );
  const { graph } = JSON.parse(await textOf(ws, "jsonld", scope)) as { graph: Record<string, unknown>[] };
  return {
    csv: {
      claims: csv.filter((row) => row[0] === "Udsagn").map((row) => `${STATUS[at(row, "Status")]} ${at(row, "Tekst")}`),
      statements: csv.filter((row) => row[0] === "Sætning").map((row) => at(row, "Tekst")),
    },
    md: {
      claims: markdown
        .slice(sources)
        .filter((line) => line.startsWith("| ") && !line.startsWith("| Udsagn |") && !line.startsWith("| ---"))
        .map((line) => line.split(" | "))
        .map(([text, , status]) => `${STATUS[status!]} ${asWritten(text!.slice(2))}`),
      statements: markdown
        .slice(4, sources)
        .filter((line) => /\[\^\d+\]$/.test(line))
        .map((line) =>
          asWritten(line.replace(/(\[\^\d+\])+$/, "")).replace(/ \((Afventer|Godkendt|Afvist|Skal genlæses)\)$/, ""),
        ),
    },
    docx: {
      claims: tagged(table!, "w:tr")
        .slice(1)
        .map((row) => tagged(row, "w:tc").map(wordsOf))
        .map(([text, , status]) => `${STATUS[status!]} ${text}`),
      statements: paragraphs
        .slice(1)
        .map((p) => wordsOf(p).replace(/ \((Afventer|Godkendt|Afvist|Skal genlæses)\)$/, ""))
        .filter((text) => text !== ""),
    },
    jsonld: {
      claims: graph
        .filter(({ type }) => Array.isArray(type))
        .map(({ status, body }) => `${status} ${(body as { value: string }).value}`),
      statements: graph.filter(({ section }) => section !== undefined).map(({ value }) => value as string),
    },
  };
}

/** A repeatable stream of numbers, so that a failing workspace can be made again. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % sides;
  };
}

describe("an export", () => {
  it.each([1, 2, 3, 4])(
    "of random workspace %i says the same in every format, and what the decisions add up to",
    async (seed) => {
      const roll = dice(seed);
      const ws = await api.workspace();
      const { claims } = await api.readReport(ws, 8);
      const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 5));
      const decide = async (who: Who, claim: Claim) => {
        const { body } = await api.as(who, "GET", `/workspaces/${ws}/claims/${claim.id}`);
        const verdicts = [
          { verdict: "accept" },
          { verdict: "reject", reason: "outdated" },
          { verdict: "reword", text: `Rettet ${roll(1000)}.` },
          { verdict: "comment", comment: "Nå." },
          { verdict: "reopen" },
          { verdict: "reject", reason: "duplicate", keepBoth: true },
        ];
        await api.as(who, "POST", `/workspaces/${ws}/claims/${claim.id}/decisions`, {
          ...verdicts[roll(verdicts.length)],
          expectedVersion: body.claim.version,
        });
      };
      for (let i = 0; i < 25; i++) await decide(roll(2) === 0 ? "expert1" : "expert2", claims[roll(claims.length)]!);
      for (const { id } of draft.statements) {
        await api.as("expert1", "POST", `/workspaces/${ws}/drafts/${draft.id}/statements/${id}/decisions`, {
          verdict: roll(4) === 0 ? "reject" : "accept",
          ...(roll(4) === 0 ? {} : { reason: "not-relevant" }),
          acceptClaims: true,
          expectedVersion: 0,
        });
      }
      const expected: Said = { claims: [], statements: [] };
      for (const stored of await api.store.storedClaims(ws)) {
        const { status, wording } = outcomeOf(stored.decisions, 1);
        expected.claims.push(`${status} ${wording?.text ?? stored.proposed.text}`);
      }
      const now = (await api.as("reader", "GET", `/workspaces/${ws}/drafts/${draft.id}`)).body.draft;
      for (const { text } of now.statements) expected.statements.push(text);
      for (const [format, said] of Object.entries(await readBack(ws, "all"))) {
        expect(sorted(said), format).toEqual(sorted(expected));
      }

      const reread = now.statements.some(({ status }: { status: string }) => status === "reread");
      expect((await file(ws, "csv", "accepted")).status).toBe(reread ? 409 : 200);
      if (reread) return;
      const accepted: Said = {
        claims: expected.claims.filter((claim) => claim.startsWith("accepted")),
        statements: now.statements
          .filter(({ status }: { status: string }) => status === "accepted")
          .map(({ text }: { text: string }) => text),
      };
      for (const [format, said] of Object.entries(await readBack(ws, "accepted"))) {
        expect(sorted(said), format).toEqual(sorted(accepted));
      }
      const live = new Set(
        (await api.as("reader", "GET", `/workspaces/${ws}/claims?status=accepted&limit=200`)).body.items.map(
          ({ id }: { id: string }) => id,
        ),
      );
      for (const { status, claimIds } of now.statements) {
        if (status === "accepted") for (const id of claimIds) expect(live).toContain(id);
      }
    },
  );

  it("bears its moment in its name and in itself, and leaves out what was decided while it was written", async () => {
    const ws = await api.workspace();
    await api.readReport(ws);
    const { headers } = await file(ws, "md", "all");
    const name = decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(headers.get("content-disposition") ?? "")![1]!);
    expect(name).toMatch(/^Prøve \d{4}-\d\d-\d\d kl\. \d\d\.\d\d \(alt\)\.md$/);
    expect(await textOf(ws, "md", "all")).toMatch(/Eksporteret \d+\. \w+ \d{4} kl\. \d\d\.\d\d \(\d{4}-/);
    const english = await file(ws, "csv", "all", { "accept-language": "en" });
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
    expect((await file(ws, format, "all")).headers.get("content-type")).toBe(type);
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
    const markdown = await textOf(ws, "md", "all");
    expect(markdown).not.toMatch(/(?<!\\)<script|(?<!\\)!\[|(?<!\\)\]\(|javascript:|https:/);
    expect(markdown).not.toMatch(/^# Overskrift/m);
    const cells = markdown.split("\n").filter((line) => line.startsWith("| "));
    for (const line of cells) expect(line.replace(/\\./g, "").match(/\|/g)).toHaveLength(7);
  });

  it("is text in CSV: no cell begins a formula, and what was written is there", async () => {
    const csv = await textOf(ws, "csv", "all");
    expect(csv.startsWith("\ufeff")).toBe(true);
    const rows = rowsOf(csv);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows[0]!.length]));
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@]/u);
    const texts = rows.filter((row) => row[0] === "Udsagn").map((row) => row[rows[0]!.indexOf("Tekst")]!);
    expect(texts).toContain(`'${HOSTILE[0]} 0`);
    expect(rows.at(1)?.[rows[0]!.indexOf("Sikkerhed")]).toBe("0,8");
  });

  it("is text in DOCX: every part is XML without a character that XML cannot hold, with styles, language and notes", async () => {
    const parts = unzipSync((await file(ws, "docx", "all")).bytes);
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
    const ris = await textOf(ws, "ris", "all");
    expect(ris.match(/^TY {2}- /gm)).toHaveLength(ris.match(/^ER {2}- $/gm)!.length);
    expect(ris.match(/^TY {2}- /gm)).toHaveLength(1 + HOSTILE.length);
  });

  it("is text in JSON-LD, which any processor reads without a network", async () => {
    const document = JSON.parse(await textOf(ws, "jsonld", "all"));
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
