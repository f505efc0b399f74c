import { ConditionalCheckFailedException, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DynamoDBDocumentClient,
  GetCommand,
  type NativeAttributeValue,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { TABLE } from "../store/table.ts";

export type Item = Readonly<Record<string, NativeAttributeValue>>;

/** How items of one kind come from an older form to a newer one. */
export interface Migration {
  /** Sorts as the migrations follow each other: `0001-what-changes`. Never changed once it has run anywhere. */
  id: string;
  /** ElectroDB's name of the kind. */
  entity: string;
  /** @returns the attributes that change; `undefined` for an item that has the new form already. Pure. */
  upgrade(item: Item): Item | undefined;
}

export interface Migrated {
  id: string;
  state: "done" | "done-before" | "would-change";
  seen: number;
  changed: number;
}

/** Where it is kept which migrations have run, and how far one got. */
const RECORDS = "belaeg#migrations";
const TRIES = 10;

/**
 * Walks the table once for each migration that has not run, and upgrades items while people work: each by one conditional
 * write, so that no change of anybody's is lost. A walk that was broken off goes on where it was. Code of before and after
 * must read both forms; deploy it first.
 */
export async function migrate(
  { client: plain, table }: { client: DynamoDBClient; table: string },
  migrations: readonly Migration[],
  { dryRun = false, again = false, now = () => new Date() } = {},
): Promise<Migrated[]> {
  const client = DynamoDBDocumentClient.from(plain, { marshallOptions: { removeUndefinedValues: true } });
  const { hash, range } = TABLE.key;
  const recordKey = (id: string) => ({ [hash]: RECORDS, [range]: id });
  const done: Migrated[] = [];

  for (const migration of migrations.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { id } = migration;
    const { Item: before } = await client.send(new GetCommand({ TableName: table, Key: recordKey(id) }));
    const progress = { seen: 0, changed: 0, ...(again ? {} : (before?.progress as object | undefined)) };
    if (before?.doneAt !== undefined && !again) {
      done.push({ id, state: "done-before", ...progress });
      continue;
    }
    let from = (again || dryRun ? undefined : before?.from) as Item | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: table,
          ConsistentRead: true,
          FilterExpression: "#entity = :entity",
          ExpressionAttributeNames: { "#entity": "__edb_e__" },
          ExpressionAttributeValues: { ":entity": migration.entity },
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      for (const item of page.Items ?? []) {
        progress.seen++;
        if (dryRun ? migration.upgrade(item) !== undefined : await upgradeOne(client, table, migration, item))
          progress.changed++;
      }
      from = page.LastEvaluatedKey;
      if (!dryRun) await client.send(new PutCommand({ TableName: table, Item: { ...recordKey(id), progress, from } }));
    } while (from !== undefined);
    if (!dryRun) {
      const record = { ...recordKey(id), progress, doneAt: now().toISOString() };
      await client.send(new PutCommand({ TableName: table, Item: record }));
    }
    done.push({ id, state: dryRun ? "would-change" : "done", ...progress });
  }
  return done;
}

class ContendedItemError extends Error {
  override name = "ContendedItemError";
}

/** @returns whether the item had the old form. @throws ContendedItemError when somebody changes it all the time. */
async function upgradeOne(client: DynamoDBDocumentClient, table: string, migration: Migration, first: Item) {
  const { hash, range } = TABLE.key;
  const Key = { [hash]: first[hash], [range]: first[range] };
  let item: Item | undefined = first;
  for (let tries = 0; tries < TRIES; tries++) {
    const changes = item === undefined ? undefined : migration.upgrade(item);
    if (item === undefined || changes === undefined) return tries > 0;
    // whoever read the item before this write must find out, and not write the old form over the new one
    const revision = typeof item.revision === "number" ? { revision: item.revision + 1 } : {};
    const set = Object.entries({ ...changes, ...revision });
    const was = (name: string, i: number) => (name in item! ? `#n${i} = :o${i}` : `attribute_not_exists(#n${i})`);
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key,
          UpdateExpression: `SET ${set.map((_, i) => `#n${i} = :v${i}`).join(", ")}`,
          ConditionExpression: [`attribute_exists(${hash})`, ...set.map(([name], i) => was(name, i))].join(" AND "),
          ExpressionAttributeNames: Object.fromEntries(set.map(([name], i) => [`#n${i}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            set.flatMap(([name, value], i) => [[`:v${i}`, value], ...(name in item! ? [[`:o${i}`, item![name]]] : [])]),
          ),
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      item = (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
    }
  }
  throw new ContendedItemError(`${migration.id}: an item changes all the time`);
}
