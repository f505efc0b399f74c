import { z } from "zod";
import { derive, ReportId, WorkspaceId } from "../evidence/ids.ts";
import { RereadRequested } from "../evidence/message.ts";

const ObjectCreated = z.object({
  eventName: z.string(),
  eventTime: z.string(),
  s3: z.object({
    object: z.object({ key: z.string(), size: z.number().optional(), eTag: z.string().optional() }),
  }),
});

/** What the read queue brings: an S3 notification (of which some hold no records), or an editor's wish to read again. */
export const ReadMessage = z.union([
  RereadRequested,
  z.object({ Records: z.array(ObjectCreated) }),
  z.object({ Event: z.literal("s3:TestEvent") }),
]);
export type ReadMessage = z.infer<typeof ReadMessage>;

/** An uploaded PDF has arrived. */
export interface Arrival {
  key: string;
  workspaceId: WorkspaceId;
  reportId: ReportId;
  /** Milliseconds since 1970. */
  at: number;
}

/** The uploads an S3 notification tells of. Keys come URL-encoded with `+` for a space; other objects are not ours to read. */
export function arrivalsIn(message: ReadMessage): Arrival[] {
  if (!("Records" in message)) return [];
  return message.Records.flatMap((record) => {
    if (!/ObjectCreated:/.test(record.eventName)) return [];
    const key = decodeURIComponent(record.s3.object.key.replaceAll("+", " "));
    const [folder, workspace, file, ...rest] = key.split("/");
    const workspaceId = WorkspaceId.safeParse(workspace);
    const reportId = ReportId.safeParse(file?.replace(/\.pdf$/, ""));
    if (folder !== "reports" || rest.length > 0 || !workspaceId.success || !reportId.success) return [];
    return [{ key, workspaceId: workspaceId.data, reportId: reportId.data, at: Date.parse(record.eventTime) || 0 }];
  });
}

/**
 * Names a run so that a later wish sorts after an earlier one: work of an older run is refused, however late it comes.
 * The same message delivered twice names the same run.
 */
export const runOf = (at: number, kind: "upload" | "reread", cause: string) =>
  `run_${String(at).padStart(14, "0")}_${kind}_${derive(cause)}`;

/** Milliseconds since 1970: when the run was asked for, as its name says it. */
export const timeOfRun = (run: string | undefined) => Number(/^run_(\d{14})_/.exec(run ?? "")?.[1] ?? 0);

export const isUploadRun = (run: string) => run.includes("_upload_");
