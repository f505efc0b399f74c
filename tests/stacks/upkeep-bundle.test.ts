import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Emulators, startEmulators } from "../../stacks/local/emulators.ts";
import { Stops } from "../../stacks/local/stops.ts";
import { bundleModule, ROOT, zippedBytes } from "./bundle.ts";

/** What Lambda does with a scheduled event: imports the bundle, and calls it with what time is left. */
const CALL = `
const { handler } = await import(process.argv[1]);
for (const task of ["look", "digests"]) await handler({ task }, { getRemainingTimeInMillis: () => 200_000 });
await handler({ task: "odd" }, {}).catch(({ name }) => console.log(JSON.stringify({ event: name })));
process.exit(0);
`;

const stops = new Stops();
let folder: string;
let emulators: Emulators;
beforeAll(async () => {
  await mkdir(join(ROOT, "node_modules/.cache"), { recursive: true });
  folder = await mkdtemp(join(ROOT, "node_modules/.cache/upkeep-"));
  emulators = await startEmulators({ data: join(folder, "data"), environment: {} }, stops);
});
afterAll(async () => {
  await stops.run();
  await rm(folder, { recursive: true, force: true });
});

describe("the upkeep as it is deployed", () => {
  it("does its tasks from its bundle alone, counts them under its stage, and takes no other", async () => {
    const alone = join(folder, "upkeep");
    const entry = join(alone, "handler.mjs");
    const { sources } = await bundleModule({ entryPoints: ["functions/upkeep/handler.ts"] }, entry);
    expect((await zippedBytes(alone)) / 1e6).toBeLessThan(5);
    expect(
      sources.filter((source) => /langchain|openai|pdfjs|hono\/|functions\/(ingest|extract|synthesize)\//.test(source)),
    ).toEqual([]);
    const out = await new Promise<string>((resolve, reject) => {
      const env = { ...emulators.env, BELAEG_STAGE: "prøve" };
      execFile(process.execPath, ["--input-type=module", "-e", CALL, entry], { env }, (error, stdout) =>
        error === null ? resolve(stdout) : reject(error),
      );
    });
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ event }) => event)).toEqual(["looked", "digests", "ZodError"]);
    expect(lines[0]).toMatchObject({ ReportsStuck: 0, service: "prøve" });
    expect(lines[1]).toMatchObject({ DigestRuns: 1, AuditBroken: 0, workspaces: 0, left: 0 });
  });
});
