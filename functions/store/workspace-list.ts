import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { WorkspaceId } from "../evidence/ids.ts";
import { TABLE } from "./table.ts";

/**
 * Every workspace that somebody is a member of, which is every one: an owner always remains. Read from the small index
 * of people, so that it costs the same however many reports there are.
 */
export async function listWorkspaces(plain: DynamoDBClient, table: string): Promise<WorkspaceId[]> {
  const client = DynamoDBDocumentClient.from(plain);
  const { name, hash, range } = TABLE.indexes.people;
  const found = new Set<WorkspaceId>();
  const pages = paginateScan(
    { client },
    {
      TableName: table,
      IndexName: name,
      FilterExpression: "begins_with(#h, :person) AND begins_with(#r, :ws)",
      ExpressionAttributeNames: { "#h": hash, "#r": range },
      ExpressionAttributeValues: { ":person": "person#", ":ws": "ws#" },
      ProjectionExpression: "#r",
    },
  );
  for await (const { Items } of pages) {
    for (const item of Items ?? []) {
      const id = WorkspaceId.safeParse(String(item[range]).slice("ws#".length));
      if (id.success) found.add(id.data);
    }
  }
  return [...found].sort();
}
