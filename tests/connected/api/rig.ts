import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeleteItemCommand } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Claim } from "../../../functions/evidence/claim.ts";
import { derive, type ReportId, type ThemeId, type WorkspaceId } from "../../../functions/evidence/ids.ts";
import { NO_USAGE } from "../../../functions/evidence/usage.ts";
import { reviewApp } from "../../../functions/review/app.ts";
import type { ReviewDeps } from "../../../functions/review/deps.ts";
import { localSignIn } from "../../../functions/review/local-sign-in.ts";
import { s3Objects } from "../../../functions/store/object-store.ts";
import { sqsOutbox } from "../../../functions/store/outbox.ts";
import { makeQueues, QUEUES } from "../../../stacks/local/queues.ts";
import { LOCAL_CREDENTIALS, startS3 } from "../../../stacks/local/s3.ts";
import { startSqs } from "../../../stacks/local/sqs.ts";
import { aClaim, aReading, aReport } from "../../evidence-builders.ts";
import { type DynamoForTest, dynamoForTest } from "../emulators.ts";

export type Who = "owner" | "editor" | "expert1" | "expert2" | "reader" | "outsider";
export const ROLES = {
  owner: "owner",
  editor: "editor",
  expert1: "expert",
  expert2: "expert",
  reader: "reader",
} as const;

export interface Answer<T = Record<string, never>> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
}

/** The review API with its three services, as on one machine; people ask it as its clients do, over requests. */
export async function startApi(more: Partial<ReviewDeps> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "belaeg-api-"));
  const dynamo: DynamoForTest = await dynamoForTest();
  const s3 = await startS3({ folder: join(folder, "s3"), bucket: "belaeg-files", onCreated: () => {} });
  const sqs = await startSqs({ folder: join(folder, "sqs") });
  const shared = { region: "eu-north-1", credentials: LOCAL_CREDENTIALS };
  const s3Client = new S3Client({
    ...shared,
    endpoint: s3.endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const sqsClient = new SQSClient({ ...shared, endpoint: sqs.endpoint });
  await makeQueues(sqsClient, sqs.queueUrl, 60);
  const queues = {
    read: sqs.queueUrl(QUEUES.read.name),
    extract: sqs.queueUrl(QUEUES.extract.name),
    draft: sqs.queueUrl(QUEUES.draft.name),
  };
  const objects = s3Objects({ client: s3Client, bucket: "belaeg-files" });
  const secret = "a secret of this test only";
  const deps: ReviewDeps = {
    store: dynamo.store,
    objects,
    outbox: sqsOutbox({ client: sqsClient, queues }),
    auth: localSignIn({ store: dynamo.store, secret }),
    version: "0.0.0-test",
    secret,
    ...more,
  };
  const app = reviewApp(deps);

  async function request<T>(
    token: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await app.request(`http://127.0.0.1/api${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("application/json");
    return { status: response.status, body: (isJson ? JSON.parse(text) : {}) as T, headers: response.headers, text };
  }

  const tokens = new Map<Who, string>();
  for (const who of ["owner", "editor", "expert1", "expert2", "reader", "outsider"] as const) {
    const { body } = await request<{ token: string }>(undefined, "POST", "/auth/local", {
      email: `${who}@example.test`,
    });
    tokens.set(who, body.token);
  }
  // biome-ignore lint/suspicious/noExplicitAny: a test asks for what it expects and is told by its assertions
  const as = <T = any>(
    who: Who | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => request<T>(who === undefined ? undefined : tokens.get(who), method, path, body, headers);

  /** A workspace with everybody but the outsider in it. */
  async function workspace(settings: object = {}): Promise<WorkspaceId> {
    const { body } = await as("owner", "POST", "/workspaces", { name: "Prøve", settings });
    const id = body.workspace.id as WorkspaceId;
    for (const [who, role] of Object.entries(ROLES)) {
      if (who !== "owner")
        await as("owner", "POST", `/workspaces/${id}/members`, { email: `${who}@example.test`, role });
    }
    return id;
  }

  /** A report that has been read, with claims as an engine proposed them. */
  async function readReport(ws: WorkspaceId, claims: number | ((reportId: ReportId) => Claim[]) = 3) {
    const report = aReport(ws);
    await dynamo.store.createReport(report);
    const reading = aReading(report.sha256);
    const readingKey = await objects.putReading(ws, report.id, reading);
    await dynamo.store.startRun(ws, report.id, "r1", undefined, "local");
    await dynamo.store.recordReading(ws, report.id, "r1", {
      ...reading,
      readingKey,
      passages: reading.passages.length,
      batches: 1,
      coverage: reading.pages.map(({ page }) => ({
        page,
        state: "text" as const,
        passages: 1,
        claims: 0,
        heldBack: 0,
      })),
    });
    const made =
      typeof claims === "function" ? claims(report.id) : Array.from({ length: claims }, () => aClaim(report.id));
    await dynamo.store.putProposed(ws, report.id, "r1", made);
    await dynamo.store.finishBatch(ws, report.id, "r1", 0, { usage: NO_USAGE, unansweredPages: [] });
    await dynamo.store.finishReport(ws, report.id, "r1");
    return { report, claims: made, reading };
  }

  /** A written draft of a theme, one statement a claim. */
  async function writtenDraft(ws: WorkspaceId, themeId: string, claims: readonly Claim[]) {
    const { body } = await as("editor", "POST", `/workspaces/${ws}/themes/${themeId}/drafts`);
    const draftId = body.draft.id;
    await dynamo.store.completeDraft(ws, draftId, {
      statements: claims.map((claim) => ({
        id: `sta_${derive(draftId, claim.id)}` as never,
        section: "status",
        text: claim.text,
        claimIds: [claim.id],
        citations: claim.citations,
        checks: claim.checks,
        status: "pending",
        version: 0,
      })),
      unused: [],
      origin: { engine: "local" },
      usage: NO_USAGE,
    });
    return (await as("reader", "GET", `/workspaces/${ws}/drafts/${draftId}`)).body.draft;
  }

  return {
    app,
    /** Another process of the same service, wired differently. */
    appWith: (other: Partial<ReviewDeps>) => reviewApp({ ...deps, ...other }),
    as,
    request,
    tokens,
    store: dynamo.store,
    another: dynamo.another,
    dynamo: dynamo.client,
    failing: dynamo.failing,
    objects,
    s3Client,
    workspace,
    readReport,
    writtenDraft,
    /** Takes a kept answer away, as if the process had died before it was written. */
    async forgetAnswer(ws: WorkspaceId, personId: string, key: string) {
      const Key = { pk: { S: `answer#${ws}` }, sk: { S: `${personId}#${key}` } };
      await dynamo.client.send(new DeleteItemCommand({ TableName: "belaeg", Key }));
    },
    async received(queue: keyof typeof queues): Promise<unknown[]> {
      const { Messages } = await sqsClient.send(
        new ReceiveMessageCommand({ QueueUrl: queues[queue], MaxNumberOfMessages: 10, WaitTimeSeconds: 0 }),
      );
      return (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? "null"));
    },
    async stop() {
      sqsClient.destroy();
      s3Client.destroy();
      await sqs.stop();
      await s3.stop();
      await dynamo.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
export type Api = Awaited<ReturnType<typeof startApi>>;

export const THEME = "treatment" as ThemeId;
