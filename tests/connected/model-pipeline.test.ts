import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Engine } from "../../functions/engines/engine.ts";
import { fileCache } from "../../functions/engines/openai/file-cache.ts";
import { engineAt } from "../engines/openai/model-engine.ts";
import { honest, shownPassages } from "../model-reader.ts";
import { type Conduct, type ModelRequest, type ModelServer, startModelServer } from "../model-server.ts";
import { rereadWish, runThrough, uploadNotice } from "./deliveries.ts";
import { pipelineRig, type Rig, sampleBytes } from "./pipeline-rig.ts";

const BATCH = 40;
let rig: Rig;
let bytes: Uint8Array;
let folder: string;
let server: ModelServer;
let conduct: (request: ModelRequest, number: number) => Conduct;

const honestly = (request: ModelRequest): Conduct => ({ do: "answer", content: honest(request) });

beforeAll(async () => {
  rig = await pipelineRig({ batchSize: BATCH });
  bytes = await sampleBytes();
});
afterAll(() => rig?.stop());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "replies-"));
  server = await startModelServer((request, number) => conduct(request, number));
  const engine: Engine = { ...engineAt(server, { cache: fileCache(folder) }), batchSize: BATCH };
  rig.deps.extraction.engine = async () => engine;
  rig.deps.synthesis.engine = async () => engine;
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

describe("a report read by a model, in the pipeline", () => {
  it("is ready, each claim cited word for word, every token on its bill", async () => {
    conduct = honestly;
    const [ws, id] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(ws, id));
    const report = await rig.store.report(ws, id);
    expect(report?.status).toBe("ready");
    expect(report?.usage).toMatchObject({
      requests: server.requests.length,
      inputTokens: server.billed.prompt_tokens,
      outputTokens: server.billed.completion_tokens,
    });
    const claims = await rig.store.claimsOfReport(ws, id);
    expect(claims.length).toBeGreaterThan(20);
    expect(new Set(claims.map(({ origin }) => origin.promptVersion))).toHaveProperty("size", 1);
    const fidelities = new Set(claims.flatMap(({ citations }) => citations.map(({ fidelity }) => fidelity)));
    // a sentence that crosses a line or a page is sent on one line
    expect([...fidelities].sort()).toEqual(["normalised", "verbatim"]);
  });

  it("is incomplete when the server dies, keeps what was read, and is taken up again without paying twice", async () => {
    conduct = (request, number) => (number > 2 ? { do: "hang-up" } : honestly(request));
    const [ws, id] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(ws, id));
    const broken = await rig.store.report(ws, id);
    expect(broken).toMatchObject({ status: "incomplete", failure: { code: "engine-failed" } });
    const kept = await rig.store.claimsOfReport(ws, id);
    expect(kept.length).toBeGreaterThan(0);

    conduct = honestly;
    const before = server.requests.length;
    await runThrough(rig.deps, rereadWish(ws, id), "again", 1_900_000_000_000);
    const whole = await rig.store.report(ws, id);
    expect(whole?.status).toBe("ready");
    const claims = await rig.store.claimsOfReport(ws, id);
    expect(claims.map(({ id }) => id)).toEqual(expect.arrayContaining(kept.map(({ id }) => id)));
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    const paidFor = server.requests.slice(before).flatMap(shownPassages);
    expect(paidFor.length).toBeLessThan(claims.length);
  });

  it("is incomplete when passages are refused, and says on which pages", async () => {
    conduct = (request) =>
      shownPassages(request).some(({ id }) => id === "3") ? { do: "refuse", words: "Nej." } : honestly(request);
    const [ws, id] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(ws, id));
    const report = await rig.store.report(ws, id);
    expect(report?.status).toBe("incomplete");
    expect(report?.usage?.requests).toBe(server.requests.length);
    expect(report?.usage?.inputTokens).toBe(server.billed.prompt_tokens);
  });

  it("has what failed on its bill, too, when the server dies for good", async () => {
    conduct = (request, number) =>
      number === 2 ? { do: "cut-off", content: "{" } : number > 2 ? { do: "hang-up" } : honestly(request);
    const [ws, id] = await rig.uploaded(bytes);
    await runThrough(rig.deps, uploadNotice(ws, id));
    const first = await rig.store.report(ws, id);
    expect(first?.status).toBe("incomplete");
    expect(first?.usage?.inputTokens).toBe(server.billed.prompt_tokens);
  });
});
