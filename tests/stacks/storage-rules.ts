import { TABLE } from "../../functions/store/table.ts";
import { type Graph, type Inputs, listOf, ofType, part, statementsIn } from "./graph.ts";
import { broken, FUNCTION, type Rule } from "./rule.ts";

/** Buckets whose content is ours to keep; the third holds the built pages. */
const KEPT_BUCKETS = ["Reports", "Digests"];

const bucketIsPrivate: Rule = (graph) =>
  KEPT_BUCKETS.flatMap((name) => {
    const closed = ofType(graph, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").find((b) =>
      b.name.startsWith(name),
    );
    const all = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
    return all.every((key) => closed?.inputs[key] === true) ? [] : [`the bucket ${name} can be made public`];
  });

const policyOf = (graph: Graph, bucket: string) =>
  ofType(graph, "aws:s3/bucketPolicy:BucketPolicy")
    .filter((p) => p.name.startsWith(bucket))
    .flatMap((p) => statementsIn(p.inputs.policy));

const bucketWantsTls: Rule = (graph) =>
  KEPT_BUCKETS.filter(
    (name) =>
      !policyOf(graph, name).some(
        (s) => s.Effect === "Deny" && JSON.stringify(s.Condition ?? {}).includes("aws:SecureTransport"),
      ),
  ).map((name) => `the bucket ${name} answers without TLS`);

const bucketIsEncrypted: Rule = (graph) =>
  KEPT_BUCKETS.filter(
    (name) =>
      !ofType(graph, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").some(
        (e) => e.name.startsWith(name),
      ),
  ).map((name) => `the bucket ${name} has no encryption of ours`);

const bucketKeepsVersions: Rule = (graph) =>
  KEPT_BUCKETS.filter((name) => {
    const versions = ofType(graph, "aws:s3/bucketVersioning:BucketVersioning").find((v) => v.name.startsWith(name));
    return part(versions?.inputs ?? {}, "versioningConfiguration").status !== "Enabled";
  }).map((name) => `what is overwritten in ${name} is gone`);

const oldVersionsFade: Rule = (graph) => {
  const rules = ofType(graph, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    .filter((l) => l.name.startsWith("Reports"))
    .flatMap((l) => (l.inputs.rules ?? []) as Inputs[]);
  const days = rules.map((rule) => Number(part(rule, "noncurrentVersionExpiration").noncurrentDays));
  const secrets = rules.find((rule) => JSON.stringify(rule.filter ?? {}).includes("secrets/"));
  return [
    ...(days.some((n) => n > 0 && n <= 365) ? [] : ["superseded versions are kept for ever"]),
    ...(Number(part(secrets ?? {}, "expiration").days) === 1 &&
    Number(part(secrets ?? {}, "noncurrentVersionExpiration").noncurrentDays) === 1
      ? []
      : ["a password may lie for more than a day, or live on as an old version"]),
  ];
};

const digestsAreWrittenOnce: Rule = (graph) => {
  const statements = policyOf(graph, "Digests");
  const refuses = (action: string, condition: string) =>
    statements.some(
      ({ Effect, Action, Condition }) =>
        Effect === "Deny" && listOf(Action).includes(action) && JSON.stringify(Condition ?? {}).includes(condition),
    );
  const inProduction = () => {
    const lock = ofType(graph, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")[0];
    const { mode, days } = part(part(lock?.inputs ?? {}, "rule"), "defaultRetention");
    const bucket = ofType(graph, "aws:s3/bucket:Bucket").find((b) => b.name.startsWith("Digests"));
    return [
      ...(bucket?.inputs.objectLockEnabled === true ? [] : ["digests can be removed"]),
      ...(/^(COMPLIANCE|GOVERNANCE)$/.test(String(mode)) && Number(days) >= 365
        ? []
        : ["digests are not kept for a year"]),
      ...(refuses("s3:DeleteObjectVersion", "") ? [] : ["digests may be deleted by whoever may delete"]),
      ...(bucket?.inputs.forceDestroy === false ? [] : ["the digests' bucket is emptied with its stack"]),
    ];
  };
  return [
    ...(refuses("s3:PutObject", "s3:if-none-match") ? [] : ["a digest can be written over"]),
    ...(graph.app.stage === "production" ? inProduction() : []),
  ];
};

const bucketNamesItsSites: Rule = (graph) => {
  const cors = ofType(graph, "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration").filter((c) =>
    /^(Reports|Digests)/.test(c.name),
  );
  const rules = cors.flatMap((c) => (c.inputs.corsRules ?? []) as Inputs[]);
  const site = ofType(graph, FUNCTION).find((f) => f.name.startsWith("Review"));
  const origins = rules.flatMap((rule) => (rule.allowedOrigins ?? []) as string[]);
  const methods = rules.flatMap((rule) => (rule.allowedMethods ?? []) as string[]);
  const headers = rules.flatMap((rule) => (rule.allowedHeaders ?? []) as string[]);
  return [
    ...(origins.length === 1 &&
    JSON.stringify(site?.inputs.environment).includes(`"BELAEG_SITE_ORIGIN":"${origins[0]}"`)
      ? []
      : [`pages of ${origins.join(", ")} may use the reports' bucket in a visitor's browser`]),
    ...methods
      .filter((method) => !/^(GET|HEAD|PUT)$/.test(method))
      .map((method) => `a page may ${method} in the bucket`),
    ...headers.filter((header) => header.includes("*")).map((header) => `a page may send ${header} to the bucket`),
    ...cors.filter((c) => c.name.startsWith("Digests")).map(() => "a page may read digests"),
  ];
};

const tableIsSafe: Rule = (graph) =>
  ofType(graph, "aws:dynamodb/table:Table").flatMap((table) => [
    ...(part(table.inputs, "pointInTimeRecovery").enabled === true ? [] : ["the table cannot be taken back in time"]),
    ...(part(table.inputs, "serverSideEncryption").enabled === true ? [] : ["the table is not encrypted"]),
    ...(table.inputs.billingMode === "PAY_PER_REQUEST" ? [] : ["the table costs money when nobody uses it"]),
  ]);

const shortLivedItemsExpire: Rule = (graph) =>
  broken(
    ofType(graph, "aws:dynamodb/table:Table").filter((table) => {
      const { enabled, attributeName } = part(table.inputs, "ttl");
      return enabled !== true || attributeName !== TABLE.expiry;
    }),
    (table) => `sessions and invitations stay in ${table.name} for ever`,
  );

const tableHasTheStoresIndexes: Rule = (graph) =>
  ofType(graph, "aws:dynamodb/table:Table").flatMap((table) => {
    const names = ((table.inputs.globalSecondaryIndexes ?? []) as Inputs[]).map(({ name }) => String(name)).sort();
    const wanted = Object.values(TABLE.indexes)
      .map(({ name }) => name as string)
      .sort();
    return names.join() === wanted.join() ? [] : [`${table.name} has the indexes ${names.join(", ")}`];
  });

const productionKeepsData: Rule = (graph) => {
  if (graph.app.stage !== "production") return [];
  const keeps = (type: string, name: RegExp) =>
    ofType(graph, type)
      .filter((r) => name.test(r.name))
      .every((r) => r.opts?.retainOnDelete === true);
  const table = ofType(graph, "aws:dynamodb/table:Table")[0];
  return [
    ...(graph.app.protect && graph.app.removal === "retain" ? [] : ["production can be removed by one command"]),
    ...(table?.inputs.deletionProtectionEnabled === true ? [] : ["production's table can be deleted"]),
    ...(keeps("aws:dynamodb/table:Table", /^Belaeg/) ? [] : ["production's table goes with its stack"]),
    ...(keeps("aws:s3/bucket:Bucket", /^(Reports|Digests)/) ? [] : ["production's files go with their stack"]),
    ...ofType(graph, "aws:s3/bucket:Bucket")
      .filter((b) => /^(Reports|Digests)/.test(b.name) && b.inputs.forceDestroy !== false)
      .map((b) => `${b.name} is emptied when it is removed`),
  ];
};

/** What is kept, for how long, and who cannot reach it. */
export const STORAGE_RULES: Readonly<Record<string, Rule>> = {
  bucketIsPrivate,
  bucketWantsTls,
  bucketIsEncrypted,
  bucketKeepsVersions,
  oldVersionsFade,
  digestsAreWrittenOnce,
  bucketNamesItsSites,
  tableIsSafe,
  shortLivedItemsExpire,
  tableHasTheStoresIndexes,
  productionKeepsData,
};
