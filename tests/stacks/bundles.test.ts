import { cp, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Local, startLocal } from "../../stacks/local/compose.ts";
import { BESIDE_READER, bundleReadChild } from "../../stacks/read-child.ts";
import { weightsBeside } from "../../stacks/weights.ts";
import { settled, signIn } from "../connected/belaeg-process.ts";
import { until } from "../connected/pipeline-rig.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const HANDLERS = ["functions/ingest/handler", "functions/extract/handler", "functions/synthesize/handler"];
/** Megabytes of one function's own code: Lambda takes 250 unpacked, and every one makes a cold start longer. */
const MOST = 15;

let folder: string;
let local: Local;

beforeAll(async () => {
  await mkdir(join(ROOT, "node_modules/.cache"), { recursive: true });
  folder = await mkdtemp(join(ROOT, "node_modules/.cache/bundles-"));
  for (const handler of HANDLERS) {
    // as SST bundles a function in ES modules
    await build({
      entryPoints: [join(ROOT, `${handler}.ts`)],
      outfile: join(folder, `${handler}.mjs`),
      bundle: true,
      platform: "node",
      target: "node24",
      format: "esm",
      mainFields: ["module", "main"],
      external: BESIDE_READER.flatMap((name) => [name, `${name}/*`]),
      banner: {
        js: 'import { createRequire as topLevelCreateRequire } from "module"; const require = topLevelCreateRequire(import.meta.url); import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"; const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url));',
      },
      logLevel: "error",
    });
    for (const { from, to } of weightsBeside(handler)) {
      await mkdir(dirname(join(folder, to)), { recursive: true });
      await cp(join(ROOT, from), join(folder, to));
    }
  }
  await bundleReadChild(folder);
  local = await startLocal({
    data: join(folder, "data"),
    port: 0,
    host: "127.0.0.1",
    environment: { PATH: process.env.PATH, BUNDLES: folder, BELAEG_READ_CHILD: join(folder, "read-child.mjs") },
    workerEntry: new URL("./bundled-worker.ts", import.meta.url),
  });
});
afterAll(async () => {
  await local?.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("the functions as they are deployed", () => {
  it("read a report, find its claims and write a draft, from their bundles alone", async () => {
    const client = await signIn(local.origin);
    const ws = await client.workspace("Prøve");
    const bytes = new Uint8Array(await readFile(join(ROOT, "evals/reports/screening.pdf")));
    const { reportId } = await client.upload(ws, bytes);
    const report = await settled(client, ws, reportId);
    expect(report.status).toBe("ready");
    expect(report.counts.claims.pending).toBeGreaterThan(20);
    const home = `/workspaces/${ws}`;
    const { body } = await client.call<{ draft: { id: string } }>("POST", `${home}/themes/screening/drafts`, {});
    const { draft } = await until(
      () => client.get<{ draft: { status: string; statements: unknown[] } }>(`${home}/drafts/${body.draft.id}`),
      ({ draft: now }) => now.status !== "drafting",
    );
    expect(draft.status).toBe("in-review");
    expect(draft.statements.length).toBeGreaterThan(3);
  });

  it.each(HANDLERS)("%s stays small", async (handler) => {
    const { size } = await stat(join(folder, `${handler}.mjs`));
    expect(size / 1e6).toBeLessThan(MOST);
  });

  it("have emulators that listen on this machine alone", async () => {
    const { AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL_SQS } = local.env;
    for (const endpoint of [AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL_SQS]) {
      const { hostname, port } = new URL(endpoint!);
      expect(hostname).toBe("127.0.0.1");
      // the same port is free on another address of this machine
      const other = createServer();
      await new Promise<void>((listening, failed) => {
        other.once("error", failed);
        other.listen(Number(port), "127.0.0.2", listening);
      });
      await new Promise((closed) => other.close(closed));
    }
  });
});
