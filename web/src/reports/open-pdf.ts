import { send } from "../api/client.ts";
import type { Report } from "../api/shapes.ts";
import { saveBlob } from "../frame/save-blob.ts";

/** Fetches the report's own file. Through fetch, so that the token travels in a header and not in an address. */
export async function openPdf(ws: string, report: Report): Promise<void> {
  const answer = await send("GET", `/workspaces/${ws}/reports/${report.id}/file`);
  saveBlob(await answer.blob(), report.fileName);
}
