import { unzipSync } from "fflate";
import type { WorkspaceId } from "../../../functions/evidence/ids.ts";
import type { Api } from "./rig.ts";

/** One export as its reader gets it. */
export async function file(
  api: Api,
  ws: WorkspaceId,
  format: string,
  scope: string,
  headers: Record<string, string> = {},
) {
  const response = await api.app.request(
    `http://127.0.0.1/api/workspaces/${ws}/export?format=${format}&scope=${scope}`,
    {
      headers: { authorization: `Bearer ${api.tokens.get("reader")}`, ...headers },
    },
  );
  return { status: response.status, bytes: new Uint8Array(await response.arrayBuffer()), headers: response.headers };
}
export const textOf = async (api: Api, ws: WorkspaceId, format: string, scope: string) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode((await file(api, ws, format, scope)).bytes);

/** Rows and cells of a file with `;` between quoted cells. */
export function rowsOf(csv: string): string[][] {
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
export const tagged = (xml: string, tag: string) =>
  [...xml.matchAll(new RegExp(`<${tag}[ >][\\s\\S]*?</${tag}>`, "g"))].map(([all]) => all);
export const wordsOf = (xml: string) =>
  tagged(xml, "w:t")
    .map((run) => run.replace(/<[^>]+>/g, ""))
    .join("")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");

/** What an export says: the claims with their status, and the statements. */
export interface Said {
  claims: string[];
  statements: string[];
}
export const sorted = ({ claims, statements }: Said): Said => ({
  claims: claims.sort(),
  statements: statements.sort(),
});
const STATUS: Record<string, string> = {
  Foreslået: "pending",
  Godkendt: "accepted",
  Afvist: "rejected",
  Uenige: "conflict",
};

/** The same things, read out of the file of each format. */
export async function readBack(api: Api, ws: WorkspaceId, scope: string): Promise<Record<string, Said>> {
  const csv = rowsOf(await textOf(api, ws, "csv", scope));
  const heads = csv[0]!;
  const at = (row: string[], head: string) => row[heads.indexOf(head)]!;
  const markdown = (await textOf(api, ws, "md", scope)).split("\n");
  const sources = markdown.indexOf("## Kilder");
  const parts = unzipSync((await file(api, ws, "docx", scope)).bytes);
  const document = new TextDecoder().decode(parts["word/document.xml"]);
  const [table] = tagged(document, "w:tbl");
  const paragraphs = tagged(document.slice(0, document.indexOf("<w:tbl>")), "w:p").filter(
    (p) => !p.includes("<w:pStyle"),
  );
  const { graph } = JSON.parse(await textOf(api, ws, "jsonld", scope)) as { graph: Record<string, unknown>[] };
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
