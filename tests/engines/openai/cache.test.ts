import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileCache, MissingReplyError } from "../../../functions/engines/openai/file-cache.ts";
import { readPrompts } from "../../../functions/engines/openai/prompt-files.ts";
import { everyPassage, repliedClaim, shownPassages } from "../../model-reader.ts";
import { type Conduct, type ModelRequest, type ModelServer, startModelServer } from "../../model-server.ts";
import { engineAt } from "./model-engine.ts";
import { aClaimRequest, passages, sentences } from "./passages.ts";

let folder: string;
let server: ModelServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "replies-"));
});
afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

const request = aClaimRequest(passages(...sentences(8)));
const honestly = (asked: ModelRequest): Conduct => ({ do: "answer", content: everyPassage(asked) });
const serve = async (conduct: (asked: ModelRequest, number: number) => Conduct) => {
  await server?.close();
  server = await startModelServer(conduct);
  return server;
};
const files = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

describe("replies that are known already", () => {
  it("answers a second run with the same claims, byte for byte, for nothing", async () => {
    const first = await engineAt(await serve(honestly), { cache: fileCache(folder) }).proposeClaims(request);
    const silent = await serve(() => ({ do: "hang-up" }));
    const second = await engineAt(silent, { cache: fileCache(folder) }).proposeClaims(request);
    expect(JSON.stringify(second.claims)).toBe(JSON.stringify(first.claims));
    expect(second.usage).toEqual({ requests: 0, inputTokens: 0, cachedTokens: 0, outputTokens: 0 });
    expect(silent.requests).toHaveLength(0);
  });

  it("remembers that a batch had to be asked in parts, so that the second run takes the same way", async () => {
    const impatient = (asked: ModelRequest): Conduct =>
      shownPassages(asked).length > 2 ? { do: "cut-off", content: "{" } : honestly(asked);
    const first = await engineAt(await serve(impatient), { cache: fileCache(folder) }).proposeClaims(request);
    const generous = await serve((asked) => ({
      do: "answer",
      content: JSON.stringify({ claims: shownPassages(asked).map((p) => ({ ...repliedClaim(p), kind: "status" })) }),
    }));
    const second = await engineAt(generous, { cache: fileCache(folder) }).proposeClaims(request);
    expect(second.claims).toEqual(first.claims);
    expect(generous.requests).toHaveLength(0);
  });

  it("asks again only for what was left unanswered", async () => {
    const stubborn = (asked: ModelRequest): Conduct =>
      shownPassages(asked).some(({ text }) => text.startsWith("Afdeling 3 "))
        ? { do: "refuse", words: "Nej." }
        : honestly(asked);
    const first = await engineAt(await serve(stubborn), { cache: fileCache(folder) }).proposeClaims(request);
    expect(first.unanswered).toHaveLength(1);
    const willing = await serve(honestly);
    const second = await engineAt(willing, { cache: fileCache(folder) }).proposeClaims(request);
    expect(second.unanswered).toEqual([]);
    expect(second.claims).toHaveLength(8);
    expect(willing.requests.map((asked) => shownPassages(asked).length)).toEqual([1]);
  });

  it("keeps the repaired answer as the answer to the first question", async () => {
    const clumsy = (asked: ModelRequest, number: number): Conduct =>
      number === 1 ? { do: "answer", content: "[]" } : honestly(asked);
    await engineAt(await serve(clumsy), { cache: fileCache(folder) }).proposeClaims(request);
    const silent = await serve(() => ({ do: "hang-up" }));
    const second = await engineAt(silent, { cache: fileCache(folder) }).proposeClaims(request);
    expect(second.claims).toHaveLength(8);
  });

  it("does not take another model's, another prompt's or another text's reply", async () => {
    const asked = await serve(honestly);
    const cache = fileCache(folder);
    await engineAt(asked, { cache }).proposeClaims(request);
    await engineAt(asked, { cache, model: "gpt-4.1" }).proposeClaims(request);
    const prompts = readPrompts();
    const changed = { ...prompts, extract: { ...prompts.extract, version: "extract@000000000000" } };
    await engineAt(asked, { cache, prompts: changed }).proposeClaims(request);
    await engineAt(asked, { cache }).proposeClaims(aClaimRequest(passages(...sentences(9))));
    expect(asked.requests).toHaveLength(4);
  });
});

describe("the files", () => {
  it("hold one readable call each, with sorted keys, and no key to the service", async () => {
    await engineAt(await serve(honestly), { cache: fileCache(folder) }).proposeClaims(request);
    const [file, ...others] = await files();
    expect(others).toEqual([]);
    const text = await readFile(file!, "utf8");
    expect(file).toMatch(/extract\/[0-9a-f]{2}\/[0-9a-f]{64}\.json$/);
    expect(Object.keys(JSON.parse(text))).toEqual(["model", "outcome", "promptVersion", "request", "text", "usage"]);
    expect(text).not.toContain("a-key-for-tests");
    expect(text).not.toContain("127.0.0.1");
  });

  it("are the same bytes when the same call is recorded anew", async () => {
    const cache = fileCache(folder, "record");
    const asked = await serve(honestly);
    await engineAt(asked, { cache }).proposeClaims(request);
    const first = await readFile((await files())[0]!, "utf8");
    await engineAt(asked, { cache }).proposeClaims(request);
    expect(await files()).toHaveLength(1);
    expect(await readFile((await files())[0]!, "utf8")).toBe(first);
    expect(asked.requests).toHaveLength(2);
  });

  it("are asked for again when damaged", async () => {
    const asked = await serve(honestly);
    await engineAt(asked, { cache: fileCache(folder) }).proposeClaims(request);
    await writeFile((await files())[0]!, '{"outcome": "answ');
    const again = await engineAt(asked, { cache: fileCache(folder) }).proposeClaims(request);
    expect(again.claims).toHaveLength(8);
    expect(asked.requests).toHaveLength(2);
  });

  it("fail by the prompt's name in replay when the prompt has changed", async () => {
    const asked = await serve(honestly);
    await engineAt(asked, { cache: fileCache(folder) }).proposeClaims(request);
    const prompts = readPrompts();
    const extract = { ...prompts.extract, version: "extract@000000000000" };
    const engine = engineAt(asked, { cache: fileCache(folder, "replay"), prompts: { ...prompts, extract } });
    await expect(engine.proposeClaims(request)).rejects.toThrow(MissingReplyError);
    await expect(engine.proposeClaims(request)).rejects.toThrow("prompts/extract.md");
    expect(asked.requests).toHaveLength(1);
  });
});
