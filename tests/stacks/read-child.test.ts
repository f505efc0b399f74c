import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readReport } from "../../functions/ingest/read-report.ts";
import { bundleReadChild, READ_CHILD } from "../../stacks/read-child.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeAll(async () => {
  // below the packages that lie beside the bundle on AWS
  await mkdir(join(ROOT, "node_modules/.cache"), { recursive: true });
  folder = await mkdtemp(join(ROOT, "node_modules/.cache/read-child-"));
  await bundleReadChild(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the reading process as it is deployed", () => {
  it("reads a report from the bundle alone as it does from its sources", async () => {
    const bytes = new Uint8Array(await readFile(join(ROOT, "evals/reports/screening.pdf")));
    const bundled = await readReport(bytes, { childEntry: join(folder, basename(READ_CHILD)) });
    expect(bundled).toEqual(await readReport(bytes));
    expect(bundled.ok).toBe(true);
  });
});
