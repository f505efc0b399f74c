import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, type NativeAttributeValue, paginateScan } from "@aws-sdk/lib-dynamodb";

type Item = Record<string, NativeAttributeValue>;

/** What is kept about one person. Of sessions their times: the rest is a hash. */
export interface AboutPerson {
  persons: Item[];
  memberships: Item[];
  invitations: Item[];
  states: Item[];
  sessions: Item[];
  /** Every decision that she made, in workspaces that she has left, too. */
  decisions: Item[];
}

/** Parts of each kind that are hers to know: no keys of the table, nothing of others. */
const TOLD = {
  person: ["personId", "name", "email", "verifiedEmail", "verifiedAt"],
  member: ["workspaceId", "role"],
  invitation: ["workspaceId", "email", "role", "expiresAt"],
  state: ["workspaceId", "state"],
  session: ["startedAt", "seenAt", "endsAt"],
  audit: ["workspaceId", "decision"],
} as const;
type Kind = keyof typeof TOLD;

/**
 * Collects what the table holds about a person, by her address or her id. Reads the whole table twice: for a request that
 * comes once in a while, not for a screen.
 */
export async function aboutPerson(
  { client: plain, table }: { client: DynamoDBClient; table: string },
  who: string,
): Promise<AboutPerson> {
  const client = DynamoDBDocumentClient.from(plain);
  const address = who.toLowerCase();

  async function* ofKinds(kinds: readonly Kind[]): AsyncGenerator<[Kind, Item]> {
    const names = Object.fromEntries(kinds.map((kind, i) => [`:k${i}`, kind]));
    const pages = paginateScan(
      { client },
      {
        TableName: table,
        FilterExpression: `#entity IN (${Object.keys(names).join(", ")})`,
        ExpressionAttributeNames: { "#entity": "__edb_e__" },
        ExpressionAttributeValues: names,
      },
    );
    for await (const { Items } of pages) for (const item of Items ?? []) yield [item.__edb_e__ as Kind, item];
  }
  const told = (kind: Kind, item: Item): Item =>
    Object.fromEntries(TOLD[kind].flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

  const found: Record<Kind, Item[]> = { person: [], member: [], invitation: [], state: [], session: [], audit: [] };
  const ids = new Set<unknown>();
  for await (const [kind, item] of ofKinds(["person"])) {
    if (![item.personId, item.email, item.verifiedEmail].some((name) => name === who || name === address)) continue;
    ids.add(item.personId);
    found.person.push(told(kind, item));
  }
  for await (const [kind, item] of ofKinds(["member", "invitation", "state", "session", "audit"])) {
    const { by } = (item.decision ?? {}) as { by?: { id?: unknown } };
    const hers =
      kind === "audit" ? ids.has(by?.id) : kind === "invitation" ? item.email === address : ids.has(item.personId);
    if (hers) found[kind].push(told(kind, item));
  }
  const { person, member, invitation, state, session, audit } = found;
  return {
    persons: person,
    memberships: member,
    invitations: invitation,
    states: state,
    sessions: session,
    decisions: audit,
  };
}
