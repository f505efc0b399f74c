import { fork } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dynamoForTest } from "../connected/emulators.ts";
import { bundleAsDeployed, bundleModule, HANDLERS, type Place, ROOT, zippedBytes } from "../stacks/bundle.ts";

const RUNS = 5;
/** Megabytes the API may weigh as uploaded. */
const API_MB = 5;
/** The API asked for what takes all of it. */
const PERSONAL = "review, /me";
/** How many times an empty Hono function the API may take to answer first. */
const API_TIMES_EMPTY = 1.5;

const EMPTY = `import { Hono } from "hono"; import { handle } from "hono/aws-lambda";
const app = new Hono(); app.get("/api/health", (c) => c.json({ status: "ok" })); export const handler = handle(app);`;

interface Start {
  answer: unknown;
  importedMs: number;
  answeredMs: number;
  cpuMs: number;
  peakMb: number;
}

/** A request as API Gateway hands it over (payload 2.0). */
const asking = (path: string) => ({
  version: "2.0",
  routeKey: "ANY /api/{proxy+}",
  rawPath: path,
  rawQueryString: "",
  headers: { host: "belaeg.example" },
  isBase64Encoded: false,
  requestContext: {
    accountId: "0",
    apiId: "a",
    domainName: "belaeg.example",
    domainPrefix: "belaeg",
    http: { method: "GET", path, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "bench" },
    requestId: "r",
    routeKey: "ANY /api/{proxy+}",
    stage: "$default",
    time: "21/Nov/2026:12:00:00 +0000",
    timeEpoch: 0,
  },
});
/** Needs a person, and so everything that the API loads. */
const whoAmI = asking("/api/me");

/** A batch with one message about a report that is gone: looked for in the table, and left alone. */
const delivered = (queue: string, body: unknown) => ({
  Records: [
    {
      messageId: "00000000-0000-4000-8000-000000000000",
      receiptHandle: "h",
      body: JSON.stringify(body),
      attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: "1790000000000",
        SenderId: "s",
        ApproximateFirstReceiveTimestamp: "1790000000000",
      },
      messageAttributes: {},
      md5OfBody: "",
      eventSource: "aws:sqs",
      eventSourceARN: `arn:aws:sqs:eu-north-1:000000000000:${queue}`,
      awsRegion: "eu-north-1",
    },
  ],
});
const workspaceId = "wsp_0123456789abcdef0123";
const reportId = "rep_0123456789abcdef0123";
const EVENTS: Record<Place, unknown> = {
  review: asking("/api/health"),
  read: delivered("read", {
    Records: [
      {
        eventName: "ObjectCreated:Put",
        eventTime: "2026-11-21T12:00:00.000Z",
        s3: { object: { key: `reports/${workspaceId}/${reportId}.pdf`, size: 5 } },
      },
    ],
  }),
  extract: delivered("extract", {
    type: "passages-ready",
    workspaceId,
    reportId,
    run: "run_0",
    batch: 0,
    from: 0,
    to: 1,
    readingKey: `texts/${workspaceId}/none`,
  }),
  draft: delivered("draft", {
    type: "draft-requested",
    workspaceId,
    themeId: "screening",
    draftId: "dra_0123456789abcdef0123",
  }),
};

function start(runner: string, entry: string, event: string, env: NodeJS.ProcessEnv): Promise<Start> {
  return new Promise((resolve, reject) => {
    const child = fork(runner, [entry, event], {
      env,
      execArgv: [],
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let told = "";
    child.stderr?.on("data", (chunk) => {
      told += chunk;
    });
    child.once("message", (message) => resolve(message as Start));
    child.once("exit", (code) => reject(new Error(`cold start ended with ${code}: ${told.slice(0, 500)}`)));
  });
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const of = (starts: readonly Start[], what: "answeredMs" | "cpuMs" | "peakMb") => median(starts.map((s) => s[what]));

/** Whether the handler did what it should with the event; a quick failure is no cold start. */
function isFine(answer: unknown): boolean {
  const { statusCode, batchItemFailures } = answer as { statusCode?: number; batchItemFailures?: unknown[] };
  return statusCode === 200 || statusCode === 401 || batchItemFailures?.length === 0;
}

/**
 * Each function as deployed: what it weighs as uploaded, and how long a fresh process with the Lambda environment takes
 * from its start to the first answer, beside an empty Hono function run the same way. Processor time is told beside the
 * clock's, which a busy machine stretches.
 */
export async function run(): Promise<void> {
  await mkdir(join(ROOT, "node_modules/.cache"), { recursive: true });
  // below the packages that lie beside the reader on AWS
  const folder = await mkdtemp(join(ROOT, "node_modules/.cache/bench-bundles-"));
  const dynamo = await dynamoForTest();
  try {
    const env: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      NODE_OPTIONS: "--enable-source-maps",
      AWS_LAMBDA_FUNCTION_NAME: "bench",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      LAMBDA_TASK_ROOT: folder,
      AWS_REGION: "eu-north-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench-secret",
      AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9",
      AWS_ENDPOINT_URL_SQS: "http://127.0.0.1:9",
      BELAEG_TABLE: "belaeg",
      BELAEG_BUCKET: "b",
      BELAEG_READ_QUEUE: "http://127.0.0.1:9/read",
      BELAEG_EXTRACT_QUEUE: "http://127.0.0.1:9/extract",
      BELAEG_DRAFT_QUEUE: "http://127.0.0.1:9/draft",
      BELAEG_SESSION_SECRET: "0123456789abcdef0123456789abcdef",
      BELAEG_OIDC_ISSUER: "https://login.example/tenant/v2.0",
      BELAEG_SITE_ORIGIN: "https://belaeg.example",
      BELAEG_OIDC_CLIENT_ID: "client",
    };
    // as plain JavaScript: Lambda strips no types either
    const coldStart = fileURLToPath(new URL("./cold-start.ts", import.meta.url));
    const runner = await bundleModule({ entryPoints: [coldStart] }, join(folder, "cold-start.mjs"));
    const subjects: { name: string; entry: string; event: unknown; mb: number }[] = [];
    const emptyFolder = join(folder, "empty");
    const empty = await bundleModule({ contents: EMPTY }, join(emptyFolder, "handler.mjs"));
    subjects.push({
      name: "empty Hono",
      entry: empty.entry,
      event: EVENTS.review,
      mb: (await zippedBytes(emptyFolder)) / 1e6,
    });
    for (const place of Object.keys(HANDLERS) as Place[]) {
      const own = join(folder, place);
      const { entry } = await bundleAsDeployed(place, own);
      const mb = (await zippedBytes(own)) / 1e6;
      subjects.push({ name: place, entry, event: EVENTS[place], mb });
      if (place === "review") subjects.push({ name: PERSONAL, entry, event: whoAmI, mb });
    }
    const results = new Map<string, { mb: number; starts: Start[] }>();
    for (const { name, mb } of subjects) results.set(name, { mb, starts: [] });
    // one of each in turn, so that a busy moment of the machine meets all alike
    for (let i = 0; i < RUNS; i++) {
      for (const { name, entry, event } of subjects) {
        const file = join(folder, "event.json");
        await writeFile(file, JSON.stringify(event));
        const began = await start(runner.entry, entry, file, env);
        if (!isFine(began.answer)) throw new Error(`${name} answered ${JSON.stringify(began.answer).slice(0, 300)}`);
        results.get(name)!.starts.push(began);
      }
    }
    const load = loadavg()[0]!.toFixed(1);
    console.log(
      `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${load}, median of ${RUNS}`,
    );
    console.log("function       zipped MB   first answer ms   processor ms   peak MB");
    for (const [name, { mb, starts }] of results) {
      const cells = [
        mb.toFixed(2).padStart(9),
        of(starts, "answeredMs").toFixed(0).padStart(17),
        of(starts, "cpuMs").toFixed(0).padStart(14),
        of(starts, "peakMb").toFixed(0).padStart(9),
      ];
      console.log(`${name.padEnd(14)} ${cells.join(" ")}`);
    }
    const api = results.get("review")!;
    const bare = results.get("empty Hono")!;
    const times = (what: "answeredMs" | "cpuMs", whose = api) =>
      (of(whose.starts, what) / of(bare.starts, what)).toFixed(1);
    const verdict = (kept: boolean) => (kept ? "kept" : "NOT KEPT");
    console.log(`API at most ${API_MB} MB zipped: ${api.mb.toFixed(2)}, ${verdict(api.mb <= API_MB)}`);
    console.log(
      `API at most ${API_TIMES_EMPTY} × an empty Hono function to the first health check: ${times("answeredMs")} by the clock, ${times("cpuMs")} in processor time, ${verdict(Number(times("answeredMs")) <= API_TIMES_EMPTY)}`,
    );
    const personal = results.get(PERSONAL)!;
    console.log(
      `to the first answer that needs schemas and table: ${times("answeredMs", personal)} by the clock, ${times("cpuMs", personal)} in processor time`,
    );
    console.log(`the reader's packages beside it, at most 250 MB unpacked with it: see ${await besideReader()}`);
  } finally {
    await dynamo.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function besideReader(): Promise<string> {
  const names = ["pdfjs-dist", "pdf-parse"];
  const sizes = await Promise.all(
    names.map(async (name) => {
      const { version } = JSON.parse(await readFile(join(ROOT, "node_modules", name, "package.json"), "utf8")) as {
        version: string;
      };
      return `${name} ${version} (${((await zippedBytes(join(ROOT, "node_modules", name))) / 1e6).toFixed(1)} MB zipped)`;
    }),
  );
  return sizes.join(", ");
}
