import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  type Belaeg,
  freePort,
  interrupt,
  leftOf,
  powerCut,
  type ReportState,
  runBelaeg,
  settled,
  signIn,
  workerOf,
} from "./belaeg-process.ts";
import { SAMPLE, until } from "./pipeline-rig.ts";

let folder: string;
const running: Belaeg[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "belaeg-local-"));
});
afterEach(() => {
  for (const belaeg of running.splice(0)) powerCut(belaeg);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(...args: string[]): Promise<Belaeg> {
  const belaeg = await runBelaeg(args);
  running.push(belaeg);
  return belaeg;
}
const empty = async (data: string) => start("--empty", "--port", "0", "--data", join(folder, data));

const EXTRACT = fileURLToPath(new URL("../../scripts/extract.ts", import.meta.url));
const SAMPLE_PATH = fileURLToPath(SAMPLE);

interface ClaimItem {
  id: string;
  text: string;
  kind: string;
  themes: string[];
  version: number;
  status: string;
  citations: { start: number; end: number; exact: string }[];
}

describe("starting and stopping", () => {
  it("serves API, pages and files on one port, and leaves nothing running after Ctrl-C", async () => {
    const belaeg = await empty("one");
    const health = await fetch(`${belaeg.origin}/api/health`);
    expect(await health.json()).toMatchObject({ status: "ok" });
    const page = await fetch(`${belaeg.origin}/workspaces/any/claims`);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    expect((await fetch(`${belaeg.origin}/assets/missing.js`)).status).toBe(404);
    expect((await fetch(`${belaeg.origin}/belaeg-files/reports/a/b.pdf`)).status).toBe(403);
    interrupt(belaeg);
    expect(await belaeg.ended).toBe(0);
    expect(await leftOf(belaeg)).toEqual([]);
  });

  it("tells a second instance on the same data that one is running", async () => {
    const first = await empty("shared");
    const second = await empty("shared");
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(/belaeg: already-running: .*kører allerede/);
    expect((await fetch(`${first.origin}/api/health`)).status).toBe(200);
  });

  it("takes over the data of a process that was killed", async () => {
    const first = await empty("killed");
    powerCut(first);
    await first.ended;
    const second = await empty("killed");
    expect(second.origin).toMatch(/^http/);
  });

  it("says that a port is in use, before it touches the data", async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((listening) => other.listen(port, "127.0.0.1", listening));
    const belaeg = await start("--empty", "--port", String(port), "--data", join(folder, "port"), "--lang", "en");
    expect(await belaeg.ended).toBe(1);
    expect(belaeg.said()).toContain(`belaeg: port-in-use: Port ${port} is in use.`);
    await new Promise((closed) => other.close(closed));
  });

  it("says that it cannot write in the data folder", async () => {
    const file = join(folder, "a-file");
    await writeFile(file, "");
    const belaeg = await start("--empty", "--port", "0", "--data", join(file, "below"));
    expect(await belaeg.ended).toBe(1);
    expect(belaeg.said()).toMatch(/belaeg: data-unwritable: Der kan ikke skrives i/);
  });

  it.each([["--port", "many"], ["--bogus"]])("says how it is used when asked with %s %s", async (...args) => {
    const belaeg = await start(...args);
    expect(await belaeg.ended).toBe(1);
    expect(belaeg.said()).toContain("belaeg: usage: ");
  });
});

describe("a power cut in the middle of reading", () => {
  it("is made up for at the next start: the report finishes, no claim twice, no decision lost", async () => {
    const bytes = new Uint8Array(await readFile(SAMPLE));
    let belaeg = await empty("cut");
    let client = await signIn(belaeg.origin);
    const ws = await client.workspace("Prøve");

    const earlier = await client.upload(ws, bytes);
    expect((await settled(client, ws, earlier.reportId)).status).toBe("ready");
    const list = `/workspaces/${ws}/claims?limit=200`;
    const { items } = await client.get<{ items: ClaimItem[] }>(list);
    for (const claim of items.slice(0, 5)) {
      const decided = await client.call("POST", `/workspaces/${ws}/claims/${claim.id}/decisions`, {
        verdict: "accept",
        expectedVersion: claim.version,
      });
      expect(decided.status).toBe(201);
    }

    // another report, and a re-read of the decided one, are cut off at three moments
    const second = new Uint8Array(
      await readFile(new URL("../../evals/reports/udviklingsomraader.pdf", import.meta.url)),
    );
    const { reportId } = await client.upload(ws, second);
    await client.call("POST", `/workspaces/${ws}/reports/${earlier.reportId}/reread`, {});
    for (const milliseconds of [150, 700, 1500]) {
      await new Promise((resume) => setTimeout(resume, milliseconds));
      powerCut(belaeg);
      await belaeg.ended;
      belaeg = await empty("cut");
    }

    client = await signIn(belaeg.origin);
    expect((await settled(client, ws, reportId)).status).toBe("ready");
    const report = await until(
      async () => (await client.get<{ report: ReportState }>(`/workspaces/${ws}/reports/${earlier.reportId}`)).report,
      ({ status }) => status === "ready",
      60,
    );
    expect(report.counts.claims.accepted).toBe(5);

    const all: ClaimItem[] = [];
    let cursor: string | undefined;
    do {
      const page: { items: ClaimItem[]; cursor?: string } = await client.get(
        `${list}${cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      all.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const places = all.map(({ citations }) => `${citations[0]!.exact}|${citations[0]!.start}`);
    expect(new Set(places).size).toBe(places.length);
    expect(all.filter(({ status }) => status === "accepted").map(({ id }) => id)).toEqual(
      items.slice(0, 5).map(({ id }) => id),
    );
    interrupt(belaeg);
    expect(await belaeg.ended).toBe(0);
    expect(await leftOf(belaeg)).toEqual([]);
  });
});

describe("Ctrl-C in the middle of reading", () => {
  it.each([100, 400, 900])("blames no report for it: after %i ms it is read, or will be", async (milliseconds) => {
    const bytes = new Uint8Array(await readFile(SAMPLE));
    let belaeg = await empty(`interrupted-${milliseconds}`);
    let client = await signIn(belaeg.origin);
    const ws = await client.workspace("Prøve");
    const { reportId } = await client.upload(ws, bytes);
    await new Promise((resume) => setTimeout(resume, milliseconds));
    interrupt(belaeg);
    expect(await belaeg.ended).toBe(0);
    expect(await leftOf(belaeg)).toEqual([]);
    belaeg = await empty(`interrupted-${milliseconds}`);
    client = await signIn(belaeg.origin);
    expect((await settled(client, ws, reportId)).status).toBe("ready");
  });
});

describe("a worker that is killed", () => {
  it("is replaced, and what it held is done by the next one", async () => {
    const belaeg = await empty("worker");
    const client = await signIn(belaeg.origin);
    const ws = await client.workspace("Prøve");
    const { reportId } = await client.upload(ws, new Uint8Array(await readFile(SAMPLE)));
    await new Promise((resume) => setTimeout(resume, 300));
    process.kill(await workerOf(belaeg), "SIGKILL");
    expect((await settled(client, ws, reportId)).status).toBe("ready");
  });
});

describe("file addresses", () => {
  it("carry the host that the browser used, and take only what was announced", async () => {
    const belaeg = await empty("files");
    const other = belaeg.origin.replace("127.0.0.1", "localhost");
    const client = await signIn(other);
    const ws = await client.workspace("Prøve");
    const bytes = new Uint8Array(await readFile(SAMPLE));
    const { reportId, upload } = await client.upload(ws, bytes);
    expect(upload?.url.startsWith(`${other}/belaeg-files/reports/${ws}/`)).toBe(true);
    expect((await settled(client, ws, reportId)).status).toBe("ready");

    const { url, headers } = upload!;
    const put = async (to: string, body: Uint8Array, type = "application/pdf") =>
      (await fetch(to, { method: "PUT", headers: { ...headers, "content-type": type }, body: new Uint8Array(body) }))
        .status;
    expect(await put(url, bytes.slice(1))).toBe(403);
    expect(await put(url, bytes, "text/html")).toBe(403);
    expect(await put(url.replace(reportId, "rep_other"), bytes)).toBe(403);
    expect(await put(url.replace(/X-Amz-Expires=\d+/, "X-Amz-Expires=9999"), bytes)).toBe(403);
    expect((await fetch(url)).status).toBe(403);

    const file = await fetch(`${other}/api/workspaces/${ws}/reports/${reportId}/file`, {
      headers: { authorization: `Bearer ${client.token}` },
      redirect: "manual",
    });
    const link = file.headers.get("location") ?? "";
    const part = await fetch(link, { headers: { range: "bytes=0-99" } });
    expect(part.status).toBe(206);
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(0, 100));
    expect(part.headers.get("content-disposition")).toContain("rapport.pdf");
    expect(part.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await fetch(link, { method: "DELETE" })).status).toBe(405);
  });
});

describe("the first start", () => {
  it("loads the sample workspace, and only the first", async () => {
    const data = join(folder, "sample");
    const begun = Date.now();
    const first = await start("--port", "0", "--data", data);
    expect(Date.now() - begun).toBeLessThan(90_000);
    const client = await signIn(first.origin, "editor@example.test");
    const { workspaces } = await client.get<{ workspaces: { id: string; name: string; role: string }[] }>("/me");
    expect(workspaces).toEqual([expect.objectContaining({ name: "Kræftplan V (eksempel)", role: "editor" })]);
    const home = `/workspaces/${workspaces[0]!.id}`;
    const { items: reports } = await client.get<{ items: ReportState[] }>(`${home}/reports`);
    expect(reports.map(({ status }) => status)).toEqual(["ready", "ready", "ready"]);
    const { items: themes } = await client.get<{ items: { id: string }[] }>(`${home}/themes`);
    const lengths: Record<string, number> = {};
    for (const { id } of themes) {
      const { items } = await client.get<{ items: { id: string; status: string }[] }>(`${home}/themes/${id}/drafts`);
      expect(items.map(({ status }) => status)).toEqual(["in-review"]);
      const { draft } = await client.get<{ draft: { statements: { citations: unknown[] }[] } }>(
        `${home}/drafts/${items[0]!.id}`,
      );
      lengths[id] = draft.statements.length;
      expect(draft.statements.every(({ citations }) => citations.length > 0)).toBe(true);
    }
    // the command and the pipeline are one
    const { stdout } = await promisify(execFile)(process.execPath, [EXTRACT, SAMPLE_PATH, "--json", "-"], {
      maxBuffer: 100_000_000,
    });
    const { report, claims } = JSON.parse(stdout) as { report: { sha256: string }; claims: ClaimItem[] };
    const same = reports.find(({ sha256 }) => sha256 === report.sha256);
    const { items, total } = await client.get<{ items: ClaimItem[]; total: number }>(
      `${home}/claims?report=${same!.id}&limit=200`,
    );
    const said = ({ text, kind, themes, citations }: ClaimItem) =>
      JSON.stringify([text, kind, themes, citations.map(({ start, end, exact }) => [start, end, exact])]);
    expect(total).toBe(claims.length);
    expect(items.map(said).sort()).toEqual(claims.map(said).sort());

    expect(Math.max(lengths["patient-pathway"] ?? 0, lengths["home-care"] ?? 0)).toBeGreaterThanOrEqual(5);
    interrupt(first);
    expect(await first.ended).toBe(0);

    const again = await start("--port", "0", "--data", data);
    expect(again.said()).not.toContain("Eksempel-arbejdsrum");
    const { workspaces: still } = await (await signIn(again.origin)).get<{ workspaces: unknown[] }>("/me");
    expect(still).toHaveLength(1);
  });
});
