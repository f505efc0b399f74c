import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { migrate } from "../functions/upkeep/migrate.ts";
import { MIGRATIONS } from "../functions/upkeep/migrations.ts";
import { command, withInstallation } from "./installation.ts";

const USAGE = "npm run migrate -- [--data DIR] [--dry-run] [--again]";

/** Brings what lies in the table to the newest form; see `functions/upkeep/migrations.ts`. */
await command(USAGE, async () => {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      "dry-run": { type: "boolean", default: false },
      again: { type: "boolean", default: false },
    },
  });
  return withInstallation(values.data, async ({ region, credentials, endpoints, table }) => {
    const client = new DynamoDBClient({
      region,
      ...(credentials === undefined ? {} : { credentials }),
      ...(endpoints.dynamodb === undefined ? {} : { endpoint: endpoints.dynamodb }),
    });
    const done = await migrate({ client, table }, MIGRATIONS, { dryRun: values["dry-run"], again: values.again });
    for (const { id, state, seen, changed } of done) console.log(`${id}: ${state}, ${changed} of ${seen} items`);
    client.destroy();
    return 0;
  });
});
