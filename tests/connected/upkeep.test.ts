import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WorkspaceId } from "../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { against, readStatement, type Statement } from "../../functions/store/audit-against.ts";
import { type Checked, checkAudit } from "../../functions/store/audit-check.ts";
import { auditFile } from "../../functions/store/audit-file.ts";
import { s3Digests } from "../../functions/store/digest-store.ts";
import { listWorkspaces } from "../../functions/store/workspace-list.ts";
import { type DigestDeps, lastMidnight, writeDigests } from "../../functions/upkeep/digests.ts";
import { keepUp, type UpkeepDeps } from "../../functions/upkeep/upkeep.ts";
import { LOCAL_CREDENTIALS, type S3, startS3 } from "../../stacks/local/s3.ts";
import { aClaim, aPersonId, aReport, aWorkspaceId } from "../evidence-builders.ts";
import { type DynamoForTest, dynamoForTest } from "./emulators.ts";

const BUCKET = "belaeg-digests";
const MONDAY = "2026-11-16T10:00:00.000Z";
const TUESDAY = "2026-11-17T10:00:00.000Z";
const midnight = (day: string) => new Date(`${day}T00:00:00.000Z`);

let clock = new Date(MONDAY);
let dynamo: DynamoForTest;
let s3: S3;
let client: S3Client;
let folder: string;
let deps: DigestDeps;
let broken: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "belaeg-upkeep-"));
  dynamo = await dynamoForTest(() => clock);
  s3 = await startS3({ folder, bucket: "belaeg-files", others: [BUCKET], onCreated: () => {} });
  client = new S3Client({
    region: "eu-north-1",
    credentials: LOCAL_CREDENTIALS,
    endpoint: s3.endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  deps = {
    store: dynamo.store,
    workspaces: () => listWorkspaces(dynamo.client, "belaeg"),
    digests: s3Digests({ client, bucket: BUCKET }),
    onBroken: (workspaceId, item) => broken.push(`${workspaceId} ${item}`),
  };
});
afterAll(async () => {
  client.destroy();
  await s3.stop();
  await dynamo.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A workspace with so many claims, each decided on once. */
async function decided(claims: number): Promise<WorkspaceId> {
  const id = aWorkspaceId();
  const settings = { reviewersPerClaim: 1 as const, engine: "local" as const };
  await dynamo.store.createWorkspace({ id, name: "Prøve", settings }, aPersonId(`Ejer ${id}`), DEFAULT_THEMES);
  if (claims > 0) await decideMore(id, claims);
  return id;
}

async function decideMore(ws: WorkspaceId, claims: number): Promise<void> {
  const report = aReport(ws);
  await dynamo.store.createReport(report);
  await dynamo.store.startRun(ws, report.id, "r1", undefined, "local");
  const made = Array.from({ length: claims }, () => aClaim(report.id));
  await dynamo.store.putProposed(ws, report.id, "r1", made);
  for (const { id } of made) {
    const claim = await dynamo.store.storedClaim(ws, id);
    await dynamo.store.decideClaim(claim!, {
      id: `dec_${id}` as never,
      target: { type: "claim", id },
      verdict: "comment",
      comment: "Fortroligt om Åse.",
      by: { id: aPersonId("Ekspert"), name: "Ekspert" },
      at: clock.toISOString(),
      basedOnVersion: 0,
    });
  }
}

const keys = async (ws: string) =>
  ((await client.send(new ListObjectsV2Command({ Bucket: BUCKET }))).Contents ?? [])
    .map(({ Key }) => Key ?? "")
    .filter((key) => key.includes(ws))
    .sort();
const readAll = (ws: string) => keys(ws).then((all) => Promise.all(all.map((key) => deps.digests.read(key))));
const statement = async (text: string) => (await readStatement("d", text.trimEnd().split("\n"))) as Statement;
const exported = async (ws: WorkspaceId) => {
  const rows = await dynamo.store.auditRows(ws, undefined, 5000);
  const text = auditFile(
    ws,
    clock.toISOString(),
    rows.map(({ decision }) => decision),
  );
  return (await checkAudit(text.trimEnd().split("\n"))) as Checked;
};

describe("the digests of a day", () => {
  it("are written once for every workspace with decisions, and name the one before", async () => {
    clock = new Date(MONDAY);
    const ws = await decided(3);
    const idle = await decided(0);
    const first = await writeDigests(deps, midnight("2026-11-17"));
    expect(first).toMatchObject({ broken: 0, left: 0 });
    expect(first.written).toBeGreaterThanOrEqual(1);
    expect(await keys(idle)).toEqual([]);
    expect(await keys(ws)).toEqual([`digests/${ws}/2026-11-17T000000.000Z.jsonl`]);

    clock = new Date(TUESDAY);
    await decideMore(ws, 2);
    const before = await readAll(ws);
    // the same day again, also now that more was decided: the same object, untouched
    expect(await writeDigests(deps, midnight("2026-11-17"))).toMatchObject({ written: 0 });
    expect(await readAll(ws)).toEqual(before);

    await writeDigests(deps, midnight("2026-11-18"));
    await writeDigests(deps, midnight("2026-11-19"));
    const texts = await readAll(ws);
    expect(texts).toHaveLength(2);
    const [one, two] = await Promise.all(texts.map(statement));
    expect(two!.head).toMatchObject({ previous: one!.sha256, until: "2026-11-18T00:00:00.000Z" });
    expect([one!.chains.length, two!.chains.length]).toEqual([3, 5]);
    for (const said of [one!, two!]) expect(against(await exported(ws), said)).toBeUndefined();
    expect(texts.join()).not.toMatch(/Fortroligt|Åse|Ekspert/);
  });

  it("are the same when two write them at once, and one write goes through", async () => {
    clock = new Date(MONDAY);
    const ws = await decided(2);
    const runs = await Promise.all([1, 2, 3].map(() => writeDigests(deps, midnight("2026-11-17"))));
    expect(runs.map(({ written }) => written).reduce((a, b) => a + b)).toBe(1);
    expect(await keys(ws)).toHaveLength(1);
  });

  it("are never overwritten, whoever tries", async () => {
    clock = new Date(MONDAY);
    const ws = await decided(1);
    await writeDigests(deps, midnight("2026-11-17"));
    const [key] = await keys(ws);
    const before = await readAll(ws);
    expect(await deps.digests.write(ws, "2026-11-17T00:00:00.000Z", "noget andet")).toBe(false);
    await expect(
      client.send(new PutObjectCommand({ Bucket: BUCKET, Key: key!, Body: "noget andet", IfNoneMatch: "*" })),
    ).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(await readAll(ws)).toEqual(before);
  });

  it("go on where a run was broken off", async () => {
    clock = new Date(MONDAY);
    const three = [await decided(1), await decided(1), await decided(1)].sort();
    let asked = 0;
    const all = await deps.workspaces();
    const stopAt = all.indexOf(three[1]!);
    const run = await writeDigests(deps, midnight("2026-11-17"), () => asked++ >= stopAt);
    expect(run.left).toBe(all.length - stopAt);
    expect((await Promise.all(three.map(keys))).map(({ length }) => length)).toEqual([1, 0, 0]);
    expect((await writeDigests(deps, midnight("2026-11-17"))).left).toBe(0);
    expect((await Promise.all(three.map(keys))).map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it("hold what a process decided that stopped before it copied the decision to the trail", async () => {
    clock = new Date(MONDAY);
    const ws = await decided(0);
    const whole = deps.store;
    const dying = dynamo.failing((command) => command === "BatchWriteItemCommand");
    const report = aReport(ws);
    await dynamo.store.createReport(report);
    await dynamo.store.startRun(ws, report.id, "r1", undefined, "local");
    const claim = aClaim(report.id);
    await dynamo.store.putProposed(ws, report.id, "r1", [claim]);
    const stored = await dynamo.store.storedClaim(ws, claim.id);
    await dying.decideClaim(stored!, {
      id: "dec_alone" as never,
      target: { type: "claim", id: claim.id },
      verdict: "accept",
      by: { id: aPersonId("Ekspert"), name: "Ekspert" },
      at: clock.toISOString(),
      basedOnVersion: 0,
    });
    expect(await whole.auditRows(ws, undefined, 10)).toEqual([]);
    await writeDigests(deps, midnight("2026-11-17"));
    expect((await statement((await readAll(ws))[0]!)).chains).toHaveLength(1);
  });

  it("tell at once of a decision that somebody changed in the table", async () => {
    clock = new Date(MONDAY);
    const ws = await decided(2);
    await writeDigests(deps, midnight("2026-11-17"));
    const [row] = await dynamo.store.auditRows(ws, undefined, 1);
    await dynamo.client.send(
      new UpdateItemCommand({
        TableName: "belaeg",
        Key: { pk: { S: `ws#${ws}#audit` }, sk: { S: `${row!.at}#${row!.decision.id}` } },
        UpdateExpression: "SET #d.#c = :c",
        ExpressionAttributeNames: { "#d": "decision", "#c": "comment" },
        ExpressionAttributeValues: { ":c": { S: "Det modsatte." } },
      }),
    );
    broken = [];
    const run = await writeDigests(deps, midnight("2026-11-18"));
    expect(run.broken).toBe(1);
    expect(broken).toEqual([`${ws} `]);
    // the digest that was written stays, and says so too
    const [said] = await Promise.all((await readAll(ws)).map(statement));
    expect(said!.chains).toHaveLength(2);
    expect(await exported(ws)).toMatchObject({ fault: "wrong-hash" });
  });
});

describe("upkeep", () => {
  const told: { event: string; fields: object; figures: object | undefined }[] = [];
  const upkeep = (): UpkeepDeps => ({
    ...deps,
    store: dynamo.store,
    now: () => clock,
    tell: (_level, event, fields, figures) => void told.push({ event, fields, figures }),
  });

  it("counts its runs, and does not count one that came to no end", async () => {
    clock = new Date("2026-11-20T00:10:00.000Z");
    told.length = 0;
    await keepUp(upkeep(), { task: "digests" });
    expect(told.at(-1)).toMatchObject({ event: "digests", figures: { DigestRuns: 1 } });
    await decided(1);
    await keepUp(upkeep(), { task: "digests" }, { hurry: () => true });
    expect(told.at(-1)).toMatchObject({ event: "digests" });
    expect(told.at(-1)?.figures).not.toHaveProperty("DigestRuns");
  });

  it("finds a report that has been silent for half an hour, by its ids, and no other", async () => {
    clock = new Date(MONDAY);
    const ws = await decided(0);
    const [silent, done] = [aReport(ws), aReport(ws)];
    for (const report of [silent, done]) {
      await dynamo.store.createReport(report);
      await dynamo.store.startRun(ws, report.id, "r1", undefined, "local");
    }
    await dynamo.store.failReport(ws, done.id, "r1", "damaged");
    const only = { ...upkeep(), workspaces: async () => [ws] };
    told.length = 0;
    clock = new Date(Date.parse(MONDAY) + 20 * 60_000);
    await keepUp(only, { task: "look" });
    expect(told.at(-1)?.figures).toEqual({ ReportsStuck: 0 });
    clock = new Date(Date.parse(MONDAY) + 40 * 60_000);
    await keepUp(only, { task: "look" });
    expect(told.at(-1)?.figures).toEqual({ ReportsStuck: 1 });
    expect(told.at(-2)).toMatchObject({ event: "report-stuck", fields: { about: [ws, silent.id] } });
  });

  it("takes the end of the last whole day for its moment", () => {
    expect(lastMidnight(new Date("2026-03-29T00:20:00Z")).toISOString()).toBe("2026-03-29T00:00:00.000Z");
    expect(lastMidnight(new Date("2026-03-28T23:59:59.999Z")).toISOString()).toBe("2026-03-28T00:00:00.000Z");
  });
});
