import { send } from "../api/client.ts";
import type { Report } from "../api/shapes.ts";
import { saveBlob } from "../frame/save-blob.ts";

/** Fetches the report's own file and saves it under its own name, which the store does not know. */
export async function openPdf(ws: string, report: Report): Promise<void> {
  const answer = await send("GET", `/workspaces/${ws}/reports/${report.id}/file`);
  saveBlob(await answer.blob(), report.fileName);
}
