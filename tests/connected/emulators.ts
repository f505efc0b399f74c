import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoStore, type Store } from "../../functions/store/dynamo-store.ts";
import { makeTable, startDynamo } from "../../stacks/local/dynamo.ts";
import { LOCAL_CREDENTIALS } from "../../stacks/local/s3.ts";

export interface DynamoForTest {
  endpoint: string;
  client: DynamoDBClient;
  store: Store;
  /** A second store on the same table: another process, as far as caches go. */
  another(now?: () => Date): Store;
  /** A store for which some calls fail, as for a process that is about to die. */
  failing(fails: (command: string) => boolean): Store;
  stop(): Promise<void>;
}

/** An embedded DynamoDB in memory with the one table, and a store on it. */
export async function dynamoForTest(now?: () => Date): Promise<DynamoForTest> {
  const dynamo = await startDynamo();
  const settings = { region: "eu-north-1", endpoint: dynamo.endpoint, credentials: LOCAL_CREDENTIALS };
  const client = new DynamoDBClient(settings);
  await makeTable(client, "belaeg");
  const another = (clock = now) => dynamoStore({ client, table: "belaeg", ...(clock ? { now: clock } : {}) });
  return {
    endpoint: dynamo.endpoint,
    client,
    store: another(),
    another,
    failing(fails) {
      const dying = new DynamoDBClient({ ...settings, maxAttempts: 1 });
      dying.middlewareStack.add((next, context) => (args) => {
        if (fails(context.commandName ?? "")) throw new Error("the process is gone");
        return next(args);
      });
      return dynamoStore({ client: dying, table: "belaeg" });
    },
    async stop() {
      client.destroy();
      await dynamo.stop();
    },
  };
}
