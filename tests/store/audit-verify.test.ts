import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStatement, type Statement } from "../../functions/store/audit-against.ts";
import { auditFile } from "../../functions/store/audit-file.ts";
import { digestOf } from "../../functions/store/digest.ts";
import { AT, decisionsOn, pagesOf, WS } from "./audit-builders.ts";

const run = (...args: string[]) =>
  new Promise<{ code: number; out: string }>((resolve) => {
    const script = fileURLToPath(new URL("../../scripts/audit-verify.ts", import.meta.url));
    execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
    );
  });

const NEXT = "2026-11-22T00:00:00.000Z";
const DAY_AFTER = "2026-11-23T00:00:00.000Z";
const a = decisionsOn("claim", "clm_a", ["accept", "comment"]);
const b = decisionsOn("claim", "clm_b", ["reject"]);
const later = decisionsOn("claim", "clm_b", ["reopen"], "2026-11-22T09:00:00.000Z", b);
const all = [...a, ...b, ...later];

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "belaeg-audit-"));
  await mkdir(at("digests"));
  const first = await digestOf(WS, NEXT, pagesOf(all));
  const before = (await readStatement("1", first.text.trimEnd().split("\n"))) as Statement;
  const second = await digestOf(WS, DAY_AFTER, pagesOf(all), before);
  await writeFile(at("digests/1.jsonl"), first.text);
  // as the embedded S3 keeps it
  await writeFile(at("digests/2.jsonl._S3rver_object"), second.text);
  await writeFile(at("digests/2.jsonl._S3rver_metadata.json"), "{}");
  await writeFile(at("good.jsonl"), auditFile(WS, DAY_AFTER, all));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("npm run audit:verify", () => {
  it("says that an export holds, alone and against every digest of a folder", async () => {
    expect(await run(at("good.jsonl"))).toMatchObject({
      code: 0,
      out: expect.stringContaining("4 decisions on 2 items"),
    });
    const { code, out } = await run(at("good.jsonl"), "--digest", at("digests"));
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("2 statements from elsewhere agree") });
    const heads = /heads ([0-9a-f]{64})/.exec(out)![1]!;
    expect((await run(at("good.jsonl"), "--heads", heads)).code).toBe(0);
    expect((await run(at("good.jsonl"), "--heads", heads.replace(/^./, "x"))).code).toBe(1);
  });

  it("takes a file that an editor has given carriage returns and a byte order mark", async () => {
    await writeFile(at("crlf.jsonl"), `\ufeff${auditFile(WS, DAY_AFTER, all).replaceAll("\n", "\r\n")}`);
    expect(await run(at("crlf.jsonl"))).toMatchObject({ code: 0 });
  });

  it("names item, place, what was expected and which digest says so, when a whole history was cut", async () => {
    await writeFile(at("cut.jsonl"), auditFile(WS, DAY_AFTER, [a[0]!, ...b, ...later]));
    expect(await run(at("cut.jsonl"))).toMatchObject({ code: 0 });
    const { code, out } = await run(
      at("cut.jsonl"),
      "--digest",
      at("digests/1.jsonl"),
      at("digests/2.jsonl._S3rver_object"),
    );
    expect(code).toBe(1);
    expect(out).toContain("claim:clm_a, decision 2: ");
    expect(out).toContain(`expected ${a[1]!.hash}`);
    expect(out).toContain("(missing-since)");
    expect(out).toContain("digests/1.jsonl");
  });

  it("lets a digest name the item that the export itself only misses", async () => {
    const lines = auditFile(WS, DAY_AFTER, all).trimEnd().split("\n");
    const without = lines.filter((line) => !line.includes("clm_a"));
    await writeFile(at("without.jsonl"), `${without.join("\n")}\n`);
    expect((await run(at("without.jsonl"))).out).toContain("expected 4 decisions in 2 chains");
    expect((await run(at("without.jsonl"), "--digest", at("digests"))).out).toContain("claim:clm_a");
  });

  it("tells of a digest that was left out in between", async () => {
    const one = await digestOf(WS, AT, pagesOf([]));
    await writeFile(at("0.jsonl"), one.text);
    const { code, out } = await run(at("good.jsonl"), "--digest", at("0.jsonl"), at("digests/2.jsonl._S3rver_object"));
    expect(code).toBe(1);
    expect(out).toContain("(digest-chain)");
  });

  it.each<[string, string | Uint8Array, number, string]>([
    ["an empty file", "", 3, "not-an-audit"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0, 1]), 3, "not UTF-8"],
    ["another JSON", '{\n  "hej": [1, 2]\n}', 3, "not-an-audit"],
    ["JSON nested without end", "[".repeat(3_000_000), 3, "not-an-audit"],
    ["half an export", auditFile(WS, DAY_AFTER, all).slice(0, 900), 1, "unreadable"],
    ["an export without its end", auditFile(WS, DAY_AFTER, all).split("\n").slice(0, -2).join("\n"), 1, "cut-short"],
  ])("answers %s with a sentence", async (_, content, code, word) => {
    await writeFile(at("odd"), content);
    const answer = await run(at("odd"));
    expect(answer).toMatchObject({ code, out: expect.stringContaining(word) });
    expect(answer.out).not.toMatch(/\n\s+at /);
  });

  it("refuses a file of a terabyte in one line without reading it whole", async () => {
    await writeFile(at("huge"), "");
    await truncate(at("huge"), 1_000_000_000_000);
    const answer = await run(at("huge"));
    expect(answer).toMatchObject({ code: 3, out: expect.stringContaining("a line of over") });
    await rm(at("huge"));
  });

  it.each([
    ["a missing file", ["nowhere.jsonl"], "cannot open"],
    ["a folder", [tmpdir()], "cannot open"],
    ["no file", [], "usage"],
    ["two exports", ["one", "two"], "usage"],
    ["an unknown wish", ["one", "--force"], "usage"],
  ])("ends with 2 for %s", async (_, args, word) => {
    expect(await run(...args)).toMatchObject({ code: 2, out: expect.stringContaining(word) });
  });
});
