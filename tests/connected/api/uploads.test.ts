import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { WorkspaceId } from "../../../functions/evidence/ids.ts";
import { judgePresigned } from "../../../stacks/local/presigned.ts";
import { LOCAL_CREDENTIALS } from "../../../stacks/local/s3.ts";
import { type Api, startApi } from "./rig.ts";

let api: Api;
let ws: WorkspaceId;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  ws = await api.workspace();
});

const FILE = Buffer.from("%PDF-1.7 en prøve");
const announced = {
  fileName: "Rapport 1 »ø«.pdf",
  byteSize: FILE.length,
  sha256: createHash("sha256").update(FILE).digest("hex"),
};
const announce = (body: object = announced) => api.as("editor", "POST", `/workspaces/${ws}/reports`, body);
const put = (url: string, headers: Record<string, string>, body: Buffer = FILE) =>
  fetch(url, { method: "PUT", headers, body: new Uint8Array(body) });

interface Upload {
  method: string;
  url: string;
  headers: Record<string, string>;
  length: number;
  at: Date;
}

/** What the bucket makes of a request, by its signature alone. The emulator does not look. */
function judge({ method, url, headers, length, at }: Upload) {
  const { host, pathname, search } = new URL(url);
  const sent = { ...headers, host, "content-length": String(length) };
  const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
  return judgePresigned({ method, url: pathname + search, headers: sent }, { [accessKeyId]: secretAccessKey }, at);
}

describe("an upload", () => {
  it("goes straight to the bucket, under a key of the server's making", async () => {
    const { body } = await announce();
    expect(new URL(body.upload.url).pathname).toContain(`/reports/${ws}/${body.report.id}.pdf`);
    expect((await put(body.upload.url, body.upload.headers)).status).toBe(200);
    const read = await api.objects.readUpload(`reports/${ws}/${body.report.id}.pdf`, 1000);
    expect(read).toMatchObject({ sha256: announced.sha256 });
    expect(await api.objects.readUpload(`reports/${ws}/${body.report.id}.pdf`, 5)).toBe("too-large");
    expect(await api.objects.readUpload(`reports/${ws}/nothing.pdf`, 5)).toBe("missing");
  });

  it("signs length, type and checksum, for five minutes", async () => {
    const { body } = await announce();
    const query = new URL(body.upload.url).searchParams;
    expect(query.get("X-Amz-SignedHeaders")?.split(";")).toEqual(
      expect.arrayContaining(["content-length", "content-type", "host", "x-amz-checksum-sha256"]),
    );
    expect(Number(query.get("X-Amz-Expires"))).toBeLessThanOrEqual(300);
    expect(body.upload.headers["x-amz-checksum-sha256"]).toBe(Buffer.from(announced.sha256, "hex").toString("base64"));
  });

  it.each<[string, (upload: Upload) => Upload]>([
    ["of another length", (upload) => ({ ...upload, length: FILE.length + 1 })],
    ["of another type", ({ headers, ...rest }) => ({ ...rest, headers: { ...headers, "content-type": "text/html" } })],
    [
      "with another checksum",
      ({ headers, ...rest }) => ({
        ...rest,
        headers: { ...headers, "x-amz-checksum-sha256": Buffer.alloc(32).toString("base64") },
      }),
    ],
    ["to another key", ({ url, ...rest }) => ({ ...rest, url: url.replace(/rep_\w+\.pdf/, "rep_other.pdf") })],
    ["to another workspace", ({ url, ...rest }) => ({ ...rest, url: url.replace(ws, "wsp_other") })],
    [
      "with another signature",
      ({ url, ...rest }) => ({ ...rest, url: url.replace(/X-Amz-Signature=\w{4}/, "X-Amz-Signature=0000") }),
    ],
    [
      "with a longer life",
      ({ url, ...rest }) => ({ ...rest, url: url.replace("X-Amz-Expires=300", "X-Amz-Expires=3000") }),
    ],
    ["by another method", (upload) => ({ ...upload, method: "DELETE" })],
    ["six minutes later", (upload) => ({ ...upload, at: new Date(Date.now() + 6 * 60_000) })],
  ])("%s is refused by a check like the bucket's", async (_, change) => {
    const { body } = await announce();
    const upload: Upload = { ...body.upload, length: FILE.length, at: new Date() };
    expect(judge(upload)).toBe("good");
    expect(judge(change(upload))).not.toBe("good");
  });

  it("of the same bytes finds the report that is here, and can be put while it has not arrived", async () => {
    const first = await announce();
    expect(first.status).toBe(201);
    const again = await announce({ ...announced, fileName: "andet navn.pdf" });
    expect(again.status).toBe(200);
    expect(again.body.report).toEqual(first.body.report);
    expect(again.body.upload).toBeDefined();
    await api.store.startRun(ws, first.body.report.id, "r1", undefined, "local");
    const arrived = await announce();
    expect(arrived.status).toBe(200);
    expect(arrived.body.upload).toBeUndefined();
  });

  it("can be put again when what arrived was another file", async () => {
    const { body } = await announce();
    await api.store.startRun(ws, body.report.id, "r1", undefined, "local");
    await api.store.failReport(ws, body.report.id, "r1", "upload-mismatch");
    const again = await announce();
    expect(again.status).toBe(200);
    expect(again.body.report.status).toBe("awaiting-upload");
    expect(again.body.report.failure).toBeUndefined();
    expect(again.body.upload).toBeDefined();
    await api.store.startRun(ws, body.report.id, "r2", "r1", "local");
    await api.store.failReport(ws, body.report.id, "r2", "damaged");
    expect((await announce()).body).toMatchObject({ report: { status: "failed" } });
    expect((await announce()).body.upload).toBeUndefined();
  });

  it("of too large a file is refused before it begins", async () => {
    const { status, body } = await announce({ ...announced, byteSize: 100_000_001 });
    expect(status).toBe(422);
    expect(body.error.code).toBe("too-large");
  });
});

describe("a report's file", () => {
  it("is reached by a link that names it, lives 15 minutes and answers ranges", async () => {
    const { body } = await announce();
    await put(body.upload.url, body.upload.headers);
    const file = `/workspaces/${ws}/reports/${body.report.id}/file`;
    expect((await api.as("reader", "GET", file)).status).toBe(404);
    await api.store.startRun(ws, body.report.id, "r1", undefined, "local");
    const answer = await api.as("reader", "GET", file);
    expect(answer.status).toBe(302);
    const location = answer.headers.get("location")!;
    expect(new URL(location).searchParams.get("X-Amz-Expires")).toBe("900");
    const part = await fetch(location, { headers: { range: "bytes=0-4" } });
    expect(part.status).toBe(206);
    expect(await part.text()).toBe("%PDF-");
    expect(decodeURIComponent(part.headers.get("content-disposition") ?? "")).toContain("Rapport 1 »ø«.pdf");
  });

  it("is gone with its report, and so are all texts read from it", async () => {
    const { report } = await api.readReport(ws);
    const stored = (await api.store.report(ws, report.id))!;
    await api.objects.getReading(stored.readingKey!);
    await api.as("editor", "DELETE", `/workspaces/${ws}/reports/${report.id}`);
    await expect(api.objects.getReading(stored.readingKey!)).rejects.toThrow("no reading");
    expect((await api.as("reader", "GET", `/workspaces/${ws}/reports`)).body.items).toEqual([]);
  });
});

describe("a password for a re-read", () => {
  it("travels beside the queue and can be taken once", async () => {
    const { report } = await api.readReport(ws);
    while ((await api.received("read")).length > 0);
    const answer = await api.as("editor", "POST", `/workspaces/${ws}/reports/${report.id}/reread`, {
      password: "hemmeligt",
    });
    expect(answer.status).toBe(202);
    expect(answer.text).not.toContain("hemmeligt");
    const [message] = (await api.received("read")) as { passwordKey: string }[];
    expect(JSON.stringify(message)).not.toContain("hemmeligt");
    expect(await api.objects.takeSecret(message!.passwordKey)).toBe("hemmeligt");
    expect(await api.objects.takeSecret(message!.passwordKey)).toBeUndefined();
  });
});
