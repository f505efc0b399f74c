import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReportId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { checkAudit } from "../../functions/store/audit-check.ts";
import { type Item, type Migration, migrate } from "../../functions/upkeep/migrate.ts";
import { MIGRATIONS } from "../../functions/upkeep/migrations.ts";
import { redrive } from "../../functions/upkeep/redrive.ts";
import { rereadMany } from "../../functions/upkeep/reread-many.ts";
import { type Local, startLocal } from "../../stacks/local/compose.ts";
import { deadLetterOf, QUEUES } from "../../stacks/local/queues.ts";
import { LOCAL_CREDENTIALS } from "../../stacks/local/s3.ts";
import { aReport } from "../evidence-builders.ts";
import { type Client, settled, signIn } from "./belaeg-process.ts";
import { pipelineRig, type Rig } from "./pipeline-rig.ts";

let rig: Rig;
let database: DynamoDBClient;
let documents: DynamoDBDocumentClient;
beforeAll(async () => {
  rig = await pipelineRig({ visibilitySeconds: 1 });
  const { region, endpoints } = rig.settings;
  database = new DynamoDBClient({ region, endpoint: endpoints.dynamodb!, credentials: LOCAL_CREDENTIALS });
  documents = DynamoDBDocumentClient.from(database);
});
afterAll(async () => {
  database.destroy();
  await rig.stop();
});

describe("redrive", () => {
  it("puts every dead message back once, with what it carries, and none a second time", async () => {
    const { sqs, sqsClient } = rig.emulators;
    const { name } = QUEUES.extract;
    const bodies = Array.from({ length: 23 }, (_, i) => JSON.stringify({ n: i }));
    for (const MessageBody of bodies)
      await sqsClient.send(
        new SendMessageCommand({
          QueueUrl: sqs.queueUrl(deadLetterOf(name)),
          MessageBody,
          MessageAttributes: { correlation: { DataType: "String", StringValue: "sag-12345678" } },
        }),
      );
    expect(await redrive(sqsClient, sqs.queueUrl(name), { dryRun: true })).toEqual({ dead: 23, moved: 0 });
    expect(await redrive(sqsClient, sqs.queueUrl(name))).toEqual({ dead: 23, moved: 23 });
    expect(await redrive(sqsClient, sqs.queueUrl(name))).toEqual({ dead: 0, moved: 0 });
    const received: string[] = [];
    for (let i = 0; i < 4; i++) {
      const { Messages } = await sqsClient.send(
        new ReceiveMessageCommand({
          QueueUrl: sqs.queueUrl(name),
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 600,
          MessageAttributeNames: ["All"],
        }),
      );
      for (const { Body, MessageAttributes } of Messages ?? []) {
        received.push(Body!);
        expect(MessageAttributes?.correlation?.StringValue).toBe("sag-12345678");
      }
    }
    expect(received.sort()).toEqual(bodies.sort());
  });
});

describe("reading many reports again", () => {
  it("asks for those that are wanted, and leaves those that wait for their upload", async () => {
    const ws = await rig.workspace();
    const [failed, incomplete, ready, waiting] = [aReport(ws), aReport(ws), aReport(ws), aReport(ws)];
    for (const report of [failed, incomplete, ready, waiting]) await rig.store.createReport(report);
    for (const { id } of [failed, incomplete, ready]) await rig.store.startRun(ws, id, "r1", undefined, "local");
    await rig.store.failReport(ws, failed.id, "r1", "damaged");
    await rig.store.interruptReport(ws, incomplete.id, "r1", "engine-down");
    const sent: { reportId: ReportId; engine?: string }[] = [];
    const outbox = { toRead: async (message: unknown) => void sent.push(message as (typeof sent)[number]) };
    const again = { store: rig.store, outbox };
    const wanted = { status: ["failed", "incomplete"] as const };
    expect((await rereadMany(again, ws, wanted, { dryRun: true })).map(({ id }) => id).sort()).toEqual(
      [failed.id, incomplete.id].sort(),
    );
    expect(sent).toEqual([]);
    expect(await rereadMany(again, ws, { ...wanted, engine: "local", most: 1 })).toHaveLength(1);
    expect(await rereadMany(again, ws, wanted)).toHaveLength(1);
    expect(await rereadMany(again, ws, wanted)).toEqual([]);
    expect(sent.map(({ reportId }) => reportId).sort()).toEqual([failed.id, incomplete.id].sort());
    expect(sent[0]).toMatchObject({ type: "reread-requested", engine: "local" });
    expect((await rig.store.report(ws, failed.id))?.status).toBe("queued");
    expect((await rereadMany(again, ws, { notReadBy: "another" }, { dryRun: true })).map(({ id }) => id)).not.toContain(
      waiting.id,
    );
  });
});

describe("migrations", () => {
  const keyOf = (ws: WorkspaceId, id: ReportId) => ({ pk: `ws#${ws}#report`, sk: id });
  const itemOf = async (ws: WorkspaceId, id: ReportId) =>
    (await documents.send(new GetCommand({ TableName: "belaeg", Key: keyOf(ws, id) }))).Item!;

  /** A report as it was kept when only its current reading was named. */
  async function anOldReport(ws: WorkspaceId) {
    const report = aReport(ws);
    await rig.store.createReport(report);
    const { facts } = await itemOf(ws, report.id);
    const { readingKeys: _, ...old } = JSON.parse(facts);
    await documents.send(
      new UpdateCommand({
        TableName: "belaeg",
        Key: keyOf(ws, report.id),
        UpdateExpression: "SET facts = :f",
        ExpressionAttributeValues: {
          ":f": JSON.stringify({ ...old, readingKey: `texts/${ws}/${report.id}/a.json.gz` }),
        },
      }),
    );
    return report.id;
  }

  it("bring an old report to the new form, so that deleting it removes its text", async () => {
    const ws = await rig.workspace();
    const id = await anOldReport(ws);
    expect((await rig.store.report(ws, id))?.readingKeys).toBeUndefined();
    const [looked] = await migrate({ client: database, table: "belaeg" }, MIGRATIONS, { dryRun: true });
    expect(looked).toMatchObject({ state: "would-change", changed: 1 });
    expect((await rig.store.report(ws, id))?.readingKeys).toBeUndefined();
    const before = await itemOf(ws, id);
    expect(await migrate({ client: database, table: "belaeg" }, MIGRATIONS)).toMatchObject([
      { state: "done", changed: 1 },
    ]);
    const report = await rig.store.report(ws, id);
    expect(report?.readingKeys).toEqual([report?.readingKey]);
    expect((await itemOf(ws, id)).revision).toBe(before.revision + 1);
    expect(await migrate({ client: database, table: "belaeg" }, MIGRATIONS)).toMatchObject([{ state: "done-before" }]);
    // older code wrote once more while it was being replaced
    await anOldReport(ws);
    expect(await migrate({ client: database, table: "belaeg" }, MIGRATIONS, { again: true })).toMatchObject([
      { state: "done", changed: 1 },
    ]);
  });

  it("lose no change that somebody makes at the same time", async () => {
    const ws = await rig.workspace();
    const id = await anOldReport(ws);
    let raced = false;
    const racing: Migration = {
      ...MIGRATIONS[0]!,
      id: "0002-raced",
      upgrade(item: Item) {
        const changes = MIGRATIONS[0]!.upgrade(item);
        if (changes === undefined || raced || item.reportId !== id) return changes;
        raced = true;
        // between this look at the item and the write, somebody gives the report another title
        pending = rig.store.editReport(ws, id, { title: "Ny titel" } as never);
        return changes;
      },
    };
    let pending: Promise<unknown> = Promise.resolve();
    const slow = new DynamoDBClient({
      region: rig.settings.region,
      endpoint: rig.settings.endpoints.dynamodb!,
      credentials: LOCAL_CREDENTIALS,
    });
    slow.middlewareStack.add((next, context) => async (args) => {
      if (context.commandName === "UpdateItemCommand" || context.commandName === "UpdateCommand") await pending;
      return next(args);
    });
    await migrate({ client: slow, table: "belaeg" }, [racing]);
    slow.destroy();
    const report = await rig.store.report(ws, id);
    expect(raced).toBe(true);
    expect(report?.title).toBe("Ny titel");
    expect(report?.readingKeys).toEqual([report?.readingKey]);
  });

  it("go on where they were broken off, and each item is upgraded once", async () => {
    const ws = await rig.workspace();
    const ids = [];
    for (let i = 0; i < 8; i++) ids.push(await anOldReport(ws));
    let left = 4;
    const upgraded: string[] = [];
    const counting: Migration = {
      ...MIGRATIONS[0]!,
      id: "0003-broken-off",
      upgrade(item) {
        const changes = MIGRATIONS[0]!.upgrade(item);
        if (changes === undefined) return undefined;
        if (left-- === 0) throw new Error("the process is gone");
        upgraded.push(String(item.reportId));
        return changes;
      },
    };
    const run = () => migrate({ client: database, table: "belaeg" }, [counting]);
    await expect(run()).rejects.toThrow("the process is gone");
    expect(await run()).toMatchObject([{ state: "done" }]);
    expect(upgraded.sort()).toEqual(ids.sort());
    expect(new Set(upgraded).size).toBe(8);
  });
});

describe("the commands of the runbook", () => {
  let local: Local;
  let data: string;
  let client: Client;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), "belaeg-operate-"));
    local = await startLocal({
      data,
      port: 0,
      host: "127.0.0.1",
      environment: { PATH: process.env.PATH, OPENAI_API_KEY: "sk-hemmelig" },
    });
    client = await signIn(local.origin);
  });
  afterAll(async () => {
    await local.stop();
    await rm(data, { recursive: true, force: true });
  });

  const run = (script: string, ...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const file = fileURLToPath(new URL(`../../scripts/${script}.ts`, import.meta.url));
      const env = { PATH: process.env.PATH };
      execFile(process.execPath, [file, ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
      );
    });

  it("reach the instance that runs on the data, and say where it listens to nobody else", async () => {
    const told = await readFile(join(data, "running.json"), "utf8");
    expect(told).not.toContain("sk-hemmelig");
    const ws = await client.workspace("Prøve");
    const bytes = new Uint8Array(await readFile(new URL("../../evals/reports/screening.pdf", import.meta.url)));
    const { reportId } = await client.upload(ws, bytes);
    await settled(client, ws, reportId);
    const { items } = await client.get<{ items: { id: string }[] }>(`/workspaces/${ws}/claims?limit=1`);
    await client.call("POST", `/workspaces/${ws}/claims/${items[0]!.id}/decisions`, {
      verdict: "accept",
      expectedVersion: 0,
    });

    expect(await run("redrive", "all", "--data", data)).toMatchObject({
      code: 0,
      out: expect.stringContaining("read: 0 dead"),
    });
    expect(await run("migrate", "--data", data)).toMatchObject({
      code: 0,
      out: expect.stringContaining("0 of 1 items"),
    });
    const asked = await run("reread", "--workspace", ws, "--status", "ready", "--data", data);
    expect(asked).toMatchObject({ code: 0, out: expect.stringContaining(`${reportId} ready → queued`) });
    expect((await settled(client, ws, reportId)).status).toBe("ready");
    const exported = await run("audit-export", ws, "--data", data);
    expect(exported.code).toBe(0);
    expect(await checkAudit(exported.out.trimEnd().split("\n"))).toMatchObject({ workspace: ws, decisions: 1 });

    const about = await run("person-export", "OWNER@example.test", "--data", data);
    expect(about.code).toBe(0);
    expect(JSON.parse(about.out)).toMatchObject({
      persons: [{ email: "owner@example.test" }],
      memberships: [{ workspaceId: ws, role: "owner" }],
      decisions: [{ workspaceId: ws, decision: { verdict: "accept" } }],
      sessions: [],
    });
    // of others nothing: the claim and its other history are not hers
    expect(about.out).not.toContain("citations");
    expect(await run("person-export", "nobody@example.test", "--data", data)).toMatchObject({ code: 3 });

    // stopped, the machine leaves a digest of this very moment, against which the export holds
    await local.stop();
    const file = join(data, "export.jsonl");
    expect(await run("audit-export", ws, "--data", data, "--out", file)).toMatchObject({ code: 0 });
    const verified = await run("audit-verify", file, "--digest", join(data, "s3", "belaeg-digests", "digests", ws));
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("1 statements from elsewhere agree") });
  });

  it.each([
    ["redrive", []],
    ["redrive", ["everything", "--data", "."]],
    ["reread", ["--data", "."]],
    ["reread", ["--all", "--status", "odd", "--data", "."]],
    ["migrate", ["--force"]],
    ["migrate", []],
    ["audit-export", ["no-id", "--data", "."]],
    ["person-export", ["--data", "."]],
  ])("%s %j is told how it is used", async (script, args) => {
    expect(await run(script, ...args)).toMatchObject({
      code: 2,
      out: expect.stringContaining("belaeg: usage: npm run"),
    });
  });
});
