import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { WorkspaceId } from "../functions/evidence/ids.ts";
import { wholeTrail } from "../functions/review/trail.ts";
import { connect } from "../functions/runtime/connect.ts";
import { auditFile } from "../functions/store/audit-file.ts";
import { command, UsageError, withInstallation } from "./installation.ts";

const USAGE = "npm run audit:export -- WORKSPACE [--out FILE] [--data DIR]";

/** Every decision of a workspace as an audit file, votes that people may not see yet among them: for whoever runs Belæg. */
await command(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, data: { type: "string" } },
  });
  const workspace = WorkspaceId.safeParse(positionals[0]);
  if (!workspace.success || positionals.length > 1) throw new UsageError("one workspace");
  return withInstallation(values.data, async (settings) => {
    const { store } = connect(settings);
    const trail = await wholeTrail(store, workspace.data, { reviewers: 1 });
    const file = auditFile(workspace.data, new Date().toISOString(), trail);
    if (values.out === undefined) process.stdout.write(file);
    else await writeFile(values.out, file, { mode: 0o600 });
    return 0;
  });
});
