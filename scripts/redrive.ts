import { parseArgs } from "node:util";
import { SQSClient } from "@aws-sdk/client-sqs";
import { redrive } from "../functions/upkeep/redrive.ts";
import { command, UsageError, withInstallation } from "./installation.ts";

const USAGE = "npm run redrive -- read|extract|draft|all [--data DIR] [--dry-run]";
const NAMES = ["read", "extract", "draft"] as const;

/** Puts back on their queues the messages that could not be done. */
await command(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: "string" }, "dry-run": { type: "boolean", default: false } },
  });
  const [which] = positionals;
  const chosen = NAMES.filter((name) => which === "all" || which === name);
  if (chosen.length === 0 || positionals.length > 1) throw new UsageError("which queue");
  return withInstallation(values.data, async ({ region, credentials, endpoints, queues }) => {
    const sqs = new SQSClient({
      region,
      ...(credentials === undefined ? {} : { credentials }),
      ...(endpoints.sqs === undefined ? {} : { endpoint: endpoints.sqs }),
    });
    for (const name of chosen) {
      const { dead, moved } = await redrive(sqs, queues[name], { dryRun: values["dry-run"] });
      console.log(`${name}: ${dead} dead, ${moved} put back`);
    }
    sqs.destroy();
    return 0;
  });
});
