import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Local, startLocal } from "../../stacks/local/compose.ts";
import { settled, signIn } from "../connected/belaeg-process.ts";
import { until } from "../connected/pipeline-rig.ts";
import { type Bundle, bundleAsDeployed, HANDLERS, type Place, ROOT, zippedBytes } from "./bundle.ts";

/** Megabytes as uploaded: every one makes a cold start longer. What is installed beside the reader is not in it. */
const MOST: Record<Place, number> = { review: 5, read: 5, extract: 5, draft: 5 };
const PLACES = Object.keys(HANDLERS) as Place[];

let folder: string;
const bundles = new Map<Place, Bundle>();
const sizes = new Map<Place, number>();
let local: Local;

beforeAll(async () => {
  await mkdir(join(ROOT, "node_modules/.cache"), { recursive: true });
  folder = await mkdtemp(join(ROOT, "node_modules/.cache/bundles-"));
  for (const place of PLACES) {
    const alone = join(folder, place);
    bundles.set(place, await bundleAsDeployed(place, alone));
    sizes.set(place, await zippedBytes(alone));
    await cp(alone, folder, { recursive: true });
  }
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

  it.each(PLACES)("%s stays small", (place) => {
    expect(sizes.get(place)! / 1e6).toBeLessThan(MOST[place]);
  });

  it("carry in the API nothing that reads PDFs or asks models, and no sign-in without a provider", async () => {
    const { sources } = bundles.get("review")!;
    const entry = join(folder, "review", `${HANDLERS.review}.mjs`);
    const carries = (what: RegExp) => sources.filter((source) => what.test(source));
    expect(carries(/functions\/review\/oidc\.ts$/)).toHaveLength(1);
    expect(
      carries(/langchain|langsmith|openai|pdfjs|pdf-parse|canvas|functions\/(ingest|extract|synthesize)\//),
    ).toEqual([]);
    expect(carries(/local-sign-in|stacks\/local|hono\/node-server/)).toEqual([]);
    const chunks = (await readdir(dirname(entry))).filter((file) => file.endsWith(".mjs"));
    const codes = await Promise.all(chunks.map((file) => readFile(join(dirname(entry), file), "utf8")));
    const code = codes.join();
    // what checks tokens is read where somebody brings one: a session needs none of it
    const tokens = chunks.filter((_, i) => codes[i]!.includes("ERR_JWKS_NO_MATCHING_KEY"));
    expect(tokens).toHaveLength(1);
    expect(code).toContain(`import("./${tokens[0]}")`);
    expect(code).not.toMatch(new RegExp(`(from|import)"\\./${tokens[0]}"`));
    // the writer of documents is not read at every start
    expect(await readFile(entry, "utf8")).not.toContain("wordprocessingml/2006/main");
    expect(code).toContain("wordprocessingml/2006/main");
    expect(code).toContain("/auth/config");
    expect(code).not.toContain("/auth/local");
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
