import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { WorkspaceId } from "../functions/evidence/ids.ts";
import { ReportStatus } from "../functions/evidence/report.ts";
import { READER_VERSION } from "../functions/ingest/reader-version.ts";
import { connect } from "../functions/runtime/connect.ts";
import { listWorkspaces } from "../functions/store/workspace-list.ts";
import { rereadMany, type Wanted } from "../functions/upkeep/reread-many.ts";
import { command, UsageError, withInstallation } from "./installation.ts";

const USAGE =
  "npm run reread -- --workspace ID|--all [--status STATUS,…] [--older-reader] [--engine local|openai] [--most N] [--data DIR] [--dry-run]";

/** Asks for many reports to be read again: those that failed, or that an older reader read. */
await command(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      workspace: { type: "string" },
      all: { type: "boolean", default: false },
      status: { type: "string" },
      "older-reader": { type: "boolean", default: false },
      engine: { type: "string" },
      most: { type: "string" },
      data: { type: "string" },
      "dry-run": { type: "boolean", default: false },
    },
  });
  const dryRun = values["dry-run"];
  const one = WorkspaceId.safeParse(values.workspace);
  if (one.success === values.all) throw new UsageError("one workspace, or --all");
  const wanted = readWanted(values);
  return withInstallation(values.data, async (settings) => {
    const { store, outbox } = connect(settings);
    const { region, credentials, endpoints, table } = settings;
    const client = new DynamoDBClient({
      region,
      ...(credentials === undefined ? {} : { credentials }),
      ...(endpoints.dynamodb === undefined ? {} : { endpoint: endpoints.dynamodb }),
    });
    let left = wanted.most ?? Number.POSITIVE_INFINITY;
    for (const workspaceId of one.success ? [one.data] : await listWorkspaces(client, table)) {
      const chosen = await rereadMany(
        { store, outbox },
        workspaceId,
        { ...wanted, ...(left === Number.POSITIVE_INFINITY ? {} : { most: left }) },
        { dryRun },
      );
      for (const { id, status } of chosen) console.log(`${workspaceId} ${id} ${status}${dryRun ? "" : " → queued"}`);
      left -= chosen.length;
      if (left <= 0) break;
    }
    client.destroy();
    return 0;
  });
});

function readWanted(values: { status?: string; engine?: string; most?: string; "older-reader": boolean }): Wanted {
  const status = values.status?.split(",").map((name) => {
    const known = ReportStatus.safeParse(name);
    if (!known.success) throw new UsageError(`no status: ${name}`);
    return known.data;
  });
  if (values.engine !== undefined && values.engine !== "local" && values.engine !== "openai")
    throw new UsageError(`no engine: ${values.engine}`);
  const most = values.most === undefined ? undefined : Number(values.most);
  if (most !== undefined && !(Number.isInteger(most) && most > 0)) throw new UsageError("--most is a number above 0");
  return {
    ...(status === undefined ? {} : { status }),
    ...(values["older-reader"] ? { notReadBy: READER_VERSION } : {}),
    ...(values.engine === undefined ? {} : { engine: values.engine }),
    ...(most === undefined ? {} : { most }),
  };
}
