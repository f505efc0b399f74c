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
  stop(): Promise<void>;
}

/** An embedded DynamoDB in memory with the one table, and a store on it. */
export async function dynamoForTest(now?: () => Date): Promise<DynamoForTest> {
  const dynamo = await startDynamo();
  const client = new DynamoDBClient({
    region: "eu-north-1",
    endpoint: dynamo.endpoint,
    credentials: LOCAL_CREDENTIALS,
  });
  await makeTable(client, "belaeg");
  const another = (clock = now) => dynamoStore({ client, table: "belaeg", ...(clock ? { now: clock } : {}) });
  return {
    endpoint: dynamo.endpoint,
    client,
    store: another(),
    another,
    async stop() {
      client.destroy();
      await dynamo.stop();
    },
  };
}
