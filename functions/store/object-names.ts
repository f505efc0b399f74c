import type { ReportId, WorkspaceId } from "../evidence/ids.ts";

export const uploadKeyOf = (workspaceId: WorkspaceId, reportId: ReportId) => `reports/${workspaceId}/${reportId}.pdf`;

/** RFC 6266 and 8187: the plain name for old readers, the true one for all others. */
export function contentDisposition(kind: "inline" | "attachment", fileName: string): string {
  const clean = fileName.replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, 180) || "rapport.pdf";
  const plain = clean.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const exact = encodeURIComponent(clean).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`;
}
