import { z } from "zod";
import { itemOf } from "../../store/audit-chain.ts";
import { toldOf } from "../../store/audit-file.ts";
import { contentDisposition } from "../../store/object-names.ts";
import { csvOf } from "../export/csv.ts";
import { fileNameOf } from "../export/file-name.ts";
import { jsonLdOf } from "../export/json-ld.ts";
import { markdownOf } from "../export/markdown.ts";
import { risOf } from "../export/ris.ts";
import { type Snapshot, snapshot } from "../export/snapshot.ts";
import { inWorkspace, type WorkspaceAsk } from "../route.ts";
import { wholeTrail } from "../trail.ts";

interface Format {
  type: string;
  write(snapshot: Snapshot, ask: WorkspaceAsk<unknown, unknown>): Promise<Uint8Array | string> | string;
}

/** Fetched with the first document: no other answer needs the library that writes them. */
const writeDocx = async (taken: Snapshot) => (await import("../export/docx.ts")).docxOf(taken);

/** With the links of the decisions that are in the file: of all, or of those on what was accepted. */
async function writeJsonLd(taken: Snapshot, { deps, workspace, eyes }: WorkspaceAsk<unknown, unknown>) {
  const { scope, at, claims, themes } = taken;
  const trail = (await wholeTrail(deps.store, workspace.id, eyes)).filter((decision) => decision.at <= at);
  const items = new Set([
    ...claims.map(({ id }) => `claim:${id}`),
    ...themes.flatMap(({ statements }) => statements.map(({ id }) => `statement:${id}`)),
  ]);
  return jsonLdOf(taken, toldOf(scope === "all" ? trail : trail.filter((decision) => items.has(itemOf(decision)))));
}

const FORMATS = {
  docx: { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write: writeDocx },
  md: { type: "text/markdown; charset=utf-8", write: markdownOf },
  csv: { type: "text/csv; charset=utf-8; header=present", write: csvOf },
  jsonld: { type: "application/ld+json", write: writeJsonLd },
  ris: { type: "application/x-research-info-systems; charset=utf-8", write: risOf },
} as const satisfies Record<string, Format>;

const FormatName = z.enum(Object.keys(FORMATS) as [keyof typeof FORMATS]);

export const exportRoutes = [
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/export",
    summary:
      "The evidence as it stands at this moment. Accepted evidence is refused while statements are to be re-read.",
    query: z.strictObject({ format: FormatName, scope: z.enum(["accepted", "all"]).default("accepted") }),
    answers: { 200: { description: "The file.", type: "application/octet-stream" } },
    handle: async (ask) => {
      const { format, scope } = ask.query;
      const { type, write } = FORMATS[format] as Format;
      const taken = await snapshot(ask, scope);
      const content = await write(taken, ask);
      return new Response(typeof content === "string" ? content : new Uint8Array(content), {
        headers: {
          "content-type": type,
          "content-disposition": contentDisposition("attachment", fileNameOf(taken, format)),
          "x-content-type-options": "nosniff",
        },
      });
    },
  }),
];
