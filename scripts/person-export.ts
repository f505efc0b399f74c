import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { aboutPerson } from "../functions/upkeep/person-export.ts";
import { command, UsageError, withInstallation } from "./installation.ts";

const USAGE = "npm run person:export -- ADDRESS|PERSON-ID [--out FILE] [--data DIR]";

/** What is kept about a person, as JSON: the answer when she asks. Ends with 3 where nobody of that name is known. */
await command(USAGE, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { out: { type: "string" }, data: { type: "string" } },
  });
  const [who] = positionals;
  if (who === undefined || positionals.length > 1) throw new UsageError("one person");
  return withInstallation(values.data, async ({ region, credentials, endpoints, table }) => {
    const client = new DynamoDBClient({
      region,
      ...(credentials === undefined ? {} : { credentials }),
      ...(endpoints.dynamodb === undefined ? {} : { endpoint: endpoints.dynamodb }),
    });
    const about = await aboutPerson({ client, table }, who);
    client.destroy();
    const text = `${JSON.stringify(about, null, 2)}\n`;
    if (values.out === undefined) process.stdout.write(text);
    else await writeFile(values.out, text, { mode: 0o600 });
    return about.persons.length + about.invitations.length === 0 ? 3 : 0;
  });
});
