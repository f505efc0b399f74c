import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";

/**
 * The one table, as plain data, so that the stack on AWS and the embedded database make the same one.
 * `people` holds few items: members by person, persons by address, and things whose decisions wait to be copied to the
 * audit trail. `whereabouts` finds a claim's report from its id and carries keys only.
 */
export const TABLE = {
  key: { hash: "pk", range: "sk" },
  attributes: { pk: "S", sk: "S", gsi1pk: "S", gsi1sk: "S", gsi2pk: "S" },
  indexes: {
    people: { name: "gsi1", hash: "gsi1pk", range: "gsi1sk", projection: "ALL" },
    whereabouts: { name: "gsi2", hash: "gsi2pk", projection: "KEYS_ONLY" },
  },
  /** Seconds since 1970; only short-lived items have it. */
  expiry: "expiresAt",
} as const;

/** What CreateTable needs to make it anywhere that speaks DynamoDB. */
export function createTableInput(name: string): CreateTableCommandInput {
  const { people, whereabouts } = TABLE.indexes;
  return {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: Object.entries(TABLE.attributes).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: [
      { AttributeName: TABLE.key.hash, KeyType: "HASH" },
      { AttributeName: TABLE.key.range, KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: people.name,
        KeySchema: [
          { AttributeName: people.hash, KeyType: "HASH" },
          { AttributeName: people.range, KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: people.projection },
      },
      {
        IndexName: whereabouts.name,
        KeySchema: [{ AttributeName: whereabouts.hash, KeyType: "HASH" }],
        Projection: { ProjectionType: whereabouts.projection },
      },
    ],
  };
}
