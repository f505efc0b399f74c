import { mkdir } from "node:fs/promises";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, type DynamoDBClient, ResourceInUseException } from "@aws-sdk/client-dynamodb";
import { createTableInput } from "../../functions/store/table.ts";

export interface Dynamo {
  endpoint: string;
  stop(): Promise<void>;
}

/**
 * DynamoDB on loopback (dynalite), with its items in `folder`, or in memory without one. It has no transactions, streams
 * or expiry; the store asks for none.
 */
export async function startDynamo(options: { folder?: string; port?: number } = {}): Promise<Dynamo> {
  if (options.folder !== undefined) await mkdir(options.folder, { recursive: true });
  // dynalite ships no types
  const dynalite: (options: object) => Server = createRequire(import.meta.url)("dynalite");
  const server = dynalite({
    ...(options.folder === undefined ? {} : { path: options.folder }),
    createTableMs: 0,
    updateTableMs: 0,
    deleteTableMs: 0,
  });
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen(options.port ?? 0, "127.0.0.1", listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((stopped) => {
        server.closeAllConnections();
        server.close(() => stopped());
      }),
  };
}

/** Makes the one table, if it is not there already. */
export async function makeTable(client: DynamoDBClient, name: string): Promise<void> {
  try {
    await client.send(new CreateTableCommand(createTableInput(name)));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}
