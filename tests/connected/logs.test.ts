import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Claim } from "../../functions/evidence/claim.ts";
import { LOCAL_CREDENTIALS } from "../../stacks/local/s3.ts";
import { settled, signIn } from "./belaeg-process.ts";
import { until } from "./pipeline-rig.ts";

/** Words that occur nowhere but where this test puts them. */
const PLANTED = {
  workspace: "Vandskadekontoret",
  file: "Fortroligt-notat-om-Ærøskøbing.pdf",
  comment: "Sagsbehandleren hedder Rigmor Kvistgaard",
  password: "k0deord-Havremælk-77",
  query: "pindsvinetælling",
  message: "Journaloplysning: patienten bor på Gl. Strandvej 9",
  body: "Ufuldendt krop med Tagfatnavn",
  upload: "Ikke en PDF, men et brev fra Svend Aage Krusedulle",
};

let folder: string;
let child: ChildProcess;
let origin = "";
let env: Record<string, string> = {};
let said = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "belaeg-logs-"));
  child = fork(fileURLToPath(new URL("./logged-run.ts", import.meta.url)), [folder], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, DEBUG: "belaeg" },
    execArgv: [],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      said += chunk;
    });
  }
  ({ origin, env } = await new Promise<{ origin: string; env: Record<string, string> }>((resolve, reject) => {
    child.once("message", (ready) => resolve(ready as never));
    child.once("exit", () => reject(new Error(`ended early: ${said.slice(0, 500)}`)));
  }));
});
afterAll(async () => {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  if (child.connected && child.exitCode === null) {
    child.send("stop");
    await gone;
  }
  await rm(folder, { recursive: true, force: true });
});

/** Everything that was said: in the log, and on the terminal. */
const everything = async () => said + (await readFile(join(folder, "log.jsonl"), "utf8"));

/** The lines of the log, each a JSON object. */
async function lines(): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, "log.jsonl"), "utf8");
  return text
    .slice(0, text.lastIndexOf("\n"))
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("the logs of a whole run", () => {
  it("name what failed and follow it by ids, and hold no text, quote, secret, token or link", async () => {
    const secrets: string[] = Object.values(PLANTED);
    const client = await signIn(origin);
    secrets.push("owner@example.test", client.token, client.token.split(".")[2]!);
    const ws = await client.workspace(PLANTED.workspace);
    const home = `/workspaces/${ws}`;

    const pdf = new Uint8Array(await readFile(new URL("../../evals/reports/screening.pdf", import.meta.url)));
    const good = await client.upload(ws, pdf, PLANTED.file);
    const letter = await client.upload(ws, new TextEncoder().encode(PLANTED.upload), "brev.pdf");
    for (const { upload } of [good, letter]) {
      secrets.push(upload!.url, new URL(upload!.url).searchParams.get("X-Amz-Signature")!);
    }
    expect((await settled(client, ws, good.reportId)).status).not.toBe("failed");
    expect((await settled(client, ws, letter.reportId)).status).toBe("failed");

    const { items } = await client.get<{ items: Claim[] }>(`${home}/claims?limit=100`);
    for (const claim of items) secrets.push(claim.text, ...claim.citations.map(({ exact }) => exact));
    const decided = await client.call("POST", `${home}/claims/${items[0]!.id}/decisions`, {
      verdict: "comment",
      comment: PLANTED.comment,
      expectedVersion: 0,
    });
    expect(decided.status).toBe(201);
    await client.get(`${home}/claims?q=${encodeURIComponent(PLANTED.query)}`);
    const reread = await client.call("POST", `${home}/reports/${letter.reportId}/reread`, {
      password: PLANTED.password,
    });
    expect(reread.status).toBe(202);
    const broken = await fetch(`${origin}/api${home}/claims/${items[1]!.id}/decisions`, {
      method: "POST",
      headers: { authorization: `Bearer ${client.token}`, "content-type": "application/json" },
      body: `{"comment": "${PLANTED.body}`,
    });
    expect(broken.status).toBeGreaterThanOrEqual(400);
    const file = await fetch(`${origin}/api${home}/reports/${good.reportId}/file`, {
      headers: { authorization: `Bearer ${client.token}` },
      redirect: "manual",
    });
    secrets.push(file.headers.get("location")!);

    // messages that no stage can take: text where JSON should be, and text in a place of its own
    const sqs = new SQSClient({
      region: env.AWS_REGION!,
      endpoint: env.AWS_ENDPOINT_URL_SQS!,
      credentials: LOCAL_CREDENTIALS,
    });
    for (const QueueUrl of [env.BELAEG_READ_QUEUE!, env.BELAEG_EXTRACT_QUEUE!, env.BELAEG_DRAFT_QUEUE!]) {
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: PLANTED.message }));
      const odd = { type: PLANTED.message, workspaceId: ws, reportId: good.reportId };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(odd) }));
    }
    sqs.destroy();
    const failed = async () => (await lines()).filter(({ event }) => event === "message-failed");
    const failures = await until(failed, (found) => new Set(found.map(({ messageId }) => messageId)).size >= 6);
    for (const line of failures) {
      expect(line.queue).toMatch(/^belaeg-/);
      expect(line.messageId).toMatch(/^[\w-]+$/);
      expect(line.error).toMatch(/^\w+$/);
    }
    expect(failures.some(({ about }) => (about as string[]).includes(good.reportId))).toBe(true);

    // a draft that was asked for under a name of its own, followed through its queue
    const drafted = await fetch(`${origin}/api${home}/themes/screening/drafts`, {
      method: "POST",
      headers: { authorization: `Bearer ${client.token}`, "x-correlation-id": "sag-2026-0042" },
    });
    expect(drafted.status).toBe(202);
    expect(drafted.headers.get("x-correlation-id")).toBe("sag-2026-0042");
    const followed = await until(
      async () => (await lines()).filter(({ correlation }) => correlation === "sag-2026-0042"),
      (all) => all.some(({ event, queue }) => event === "message" && queue === "belaeg-draft"),
    );
    expect(followed.map(({ event }) => event)).toEqual(["request", "draft-written", "message"]);
    expect(followed[0]).toMatchObject({
      level: "info",
      route: "POST /api/workspaces/:ws/themes/:id/drafts",
      status: 202,
      about: [ws],
      person: expect.stringMatching(/^per_/),
      ApiFaults: 0,
    });
    expect(followed[1]).toMatchObject({ DraftsWritten: 1, about: [ws, expect.stringMatching(/^dra_/)] });

    const all = await lines();
    const read = all.find(({ event, about }) => event === "report-read" && (about as string[]).includes(good.reportId));
    expect(read).toMatchObject({ ReportsReady: 1, HeldBackShare: expect.any(Number), TimeToReady: expect.any(Number) });
    // one line a request: the searches, the refused body, the redirect
    const requests = all.filter(({ event }) => event === "request");
    expect(requests.filter(({ route }) => route === "GET /api/workspaces/:ws/claims").length).toBeGreaterThan(1);
    expect(requests.some(({ status }) => status === 302)).toBe(true);
    expect(requests.some(({ Decisions }) => Decisions === 1)).toBe(true);
    for (const { at, level, event, correlation } of requests) {
      expect({ at, level, event, correlation }).toEqual({
        at: expect.stringMatching(/^\d{4}-/),
        level: "info",
        event: "request",
        correlation: expect.stringMatching(/^[\w.:=-]{8,100}$/),
      });
    }

    const text = await everything();
    secrets.push("expert1@example.test", "example.test", "Redaktør", PLANTED.workspace.toLowerCase());
    const found = secrets.filter((secret) => secret.length >= 8 && text.includes(secret));
    expect(found).toEqual([]);
    // neither as JSON writes them, nor by their beginnings: a parser quotes ten signs of what it choked on
    const plain = text.replaceAll("\\", "").toLowerCase();
    const begun = [
      ...secrets.map((secret) => secret.slice(0, 30)),
      ...Object.values(PLANTED).map((secret) => secret.slice(0, 9)),
    ]
      .map((start) => start.toLowerCase())
      .filter((start) => start.length >= 8);
    expect(begun.filter((start) => plain.includes(start) && !start.startsWith("http"))).toEqual([]);
  });
});
