import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { EngineError } from "../../functions/engines/engine.ts";
import type { Claim } from "../../functions/evidence/claim.ts";
import type { ReportId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { betterReader, quotedOnce, readBetter, without } from "./better-reader.ts";
import { type CandidateRig, candidateRig } from "./candidate-rig.ts";
import { delivery, rereadWish, runThrough } from "./deliveries.ts";
import { digestOf, sampleBytes } from "./pipeline-rig.ts";

let rig: CandidateRig;
let bytes: Uint8Array;

beforeAll(async () => {
  rig = await candidateRig({ batchSize: 60 });
  bytes = await sampleBytes();
});
beforeEach(() => {
  rig.sent.length = 0;
});
afterAll(() => rig?.stop());

const claimsOf = (ws: WorkspaceId, id: ReportId) => rig.store.claimsOfReport(ws, id);

describe("a candidate among other wishes", () => {
  it("is the only one, until it is thrown away or came to nothing", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const first = await rig.preview(ws, id);
    const again = () => rig.as("owner", "POST", `${rig.at(ws, id)}/reread`, { preview: true });
    expect((await again()).body.error.code).toBe("candidate-open");
    expect((await rig.accept(ws, id, first)).body.error.code).toBe("candidate-not-ready");
    await rig.deliverAll();
    expect((await again()).status).toBe(409);
    await rig.as("editor", "DELETE", `${rig.at(ws, id)}/candidate`);
    const second = (await again()).body.report.candidate.id;
    expect(second).not.toBe(first);
    await rig.store.failCandidate(ws, id, second, "damaged");
    expect((await again()).status).toBe(202);
  });

  it("is opened once when two editors ask at the same time", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const answers = await Promise.all(
      ["editor", "owner"].map((who) => rig.as(who, "POST", `${rig.at(ws, id)}/reread`, { preview: true })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    expect(rig.sent).toHaveLength(1);
  });

  it("waits while the report is being read, and gives way to a plain re-read", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const candidate = await rig.preview(ws, id);
    await rig.deliverAll();
    expect((await rig.as("editor", "POST", `${rig.at(ws, id)}/reread`, {})).status).toBe(202);
    expect((await rig.accept(ws, id, candidate)).status).toBe(404);
    expect((await rig.as("editor", "POST", `${rig.at(ws, id)}/reread`, { preview: true })).body.error.code).toBe(
      "being-read",
    );
    await rig.deliverAll(rig.deps, (n) => delivery(1, `plain ${n}`));
    expect((await rig.store.report(ws, id))?.status).toBe("ready");
    expect((await rig.keysOf(ws)).filter((key) => /\/can_[^/]+\//.test(key))).toEqual([]);
  });

  it("is taken over once when two editors accept it at the same time", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const [gone] = quotedOnce(await claimsOf(ws, id)) as [Claim];
    const candidate = await rig.preview(ws, id);
    await rig.deliverAll(without(rig.deps, gone));
    const answers = await Promise.all([rig.accept(ws, id, candidate), rig.accept(ws, id, candidate, "owner")]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(rig.sent).toHaveLength(2);
    const starts: string[] = [];
    const { store } = rig.deps.reading;
    const counted = {
      ...store,
      startRun: (...run: Parameters<typeof store.startRun>) => {
        starts.push(run[2]);
        return store.startRun(...run);
      },
    };
    await rig.deliverAll({ ...rig.deps, reading: { ...rig.deps.reading, store: counted } });
    expect(new Set(starts).size).toBe(1);
    const report = await rig.store.report(ws, id);
    expect(report).toMatchObject({ status: "ready", readerVersion: "better", run: starts[0] });
    expect(report?.candidate).toBeUndefined();
  });

  it("may be thrown away as long as nobody has begun to take it over", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const before = await digestOf(rig, ws, id);
    const candidate = await rig.preview(ws, id);
    await rig.deliverAll(betterReader(rig.deps, (reading) => readBetter(reading, "Forside. ")));
    await rig.accept(ws, id, candidate);
    expect((await rig.as("owner", "DELETE", `${rig.at(ws, id)}/candidate`)).status).toBe(204);
    await rig.deliverAll();
    expect(await digestOf(rig, ws, id)).toEqual(before);
    expect((await rig.keysOf(ws)).filter((key) => /\/can_[^/]+\//.test(key))).toEqual([]);
  });

  it("cannot be accepted when the report was read again since it was compared", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const candidate = await rig.preview(ws, id);
    await rig.deliverAll();
    await runThrough(rig.deps, rereadWish(ws, id), "by another way", 1_900_000_000_000);
    expect((await rig.candidate(ws, id)).outdated).toBe(true);
    expect((await rig.accept(ws, id, candidate)).body.error.code).toBe("candidate-outdated");
  });
});

describe("a candidate that comes to nothing", () => {
  it("leaves the report as it was, with the reason in words, and makes room for the next one", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const before = await digestOf(rig, ws, id);
    await rig.preview(ws, id);
    await rig.deliverAll({
      ...rig.deps,
      reading: { ...rig.deps.reading, read: async () => ({ ok: false, code: "encrypted" }) },
    });
    expect(await digestOf(rig, ws, id)).toEqual(before);
    const { body } = await rig.as("editor", "GET", rig.at(ws, id));
    expect(body.report.candidate).toMatchObject({ status: "failed", failure: { code: "encrypted" } });
    expect(body.report.candidate.failure.message).toMatch(/adgangskode/);

    await rig.preview(ws, id, { password: "hemmelig" });
    const given: unknown[] = [];
    await rig.deliverAll({
      ...rig.deps,
      reading: {
        ...rig.deps.reading,
        read: (file, options) => {
          given.push(options);
          return rig.deps.reading.read(file, options);
        },
      },
    });
    expect(given).toEqual([{ password: "hemmelig" }]);
    expect((await rig.candidate(ws, id)).status).toBe("ready");
    expect((await rig.keysOf(ws)).filter((key) => key.startsWith("secrets/"))).toEqual([]);
  });

  it("says what it cost, also when the engine gave up, and the report's own bill stays as it was", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const usage = { requests: 3, inputTokens: 900, cachedTokens: 0, outputTokens: 40 };
    await rig.preview(ws, id, { engine: "openai" });
    const engine = async () => {
      throw new EngineError("engine-failed", "no answer", usage);
    };
    await rig.deliverAll({ ...rig.deps, extraction: { ...rig.deps.extraction, engine } });
    expect(await rig.candidate(ws, id)).toMatchObject({ status: "failed", failure: { code: "engine-failed" }, usage });
    const report = await rig.store.report(ws, id);
    expect(report).toMatchObject({ status: "ready", engine: "local", usage: { requests: 0 } });
  });

  it("fails for good when its message does, and the report does not", async () => {
    const [ws, id] = await rig.readReport(bytes);
    await rig.preview(ws, id);
    const broken = {
      ...rig.deps,
      reading: { ...rig.deps.reading, read: () => Promise.reject(new Error("no such process")) },
    };
    await expect(rig.deliverAll(broken, (n) => delivery(3, `m${n}`))).rejects.toThrow("no such process");
    const report = await rig.store.report(ws, id);
    expect(report).toMatchObject({ status: "ready", candidate: { status: "failed", failure: { code: "internal" } } });
  });

  it("leaves nothing in the bucket when the report is deleted meanwhile, however late its workers are", async () => {
    const [ws, id] = await rig.readReport(bytes);
    await rig.preview(ws, id);
    let deleted = false;
    await rig.deliverAll({
      ...rig.deps,
      extraction: {
        ...rig.deps.extraction,
        engine: async (name) => {
          if (!deleted) await rig.as("editor", "DELETE", rig.at(ws, id));
          deleted = true;
          return rig.deps.extraction.engine(name);
        },
      },
    });
    expect(deleted).toBe(true);
    expect(await rig.keysOf(ws)).toEqual([]);
    expect(await claimsOf(ws, id)).toEqual([]);
  });

  it("leaves nothing in the bucket when the report is deleted while it is read again", async () => {
    const [ws, id] = await rig.readReport(bytes);
    await rig.preview(ws, id);
    await rig.deliverAll({
      ...rig.deps,
      reading: {
        ...rig.deps.reading,
        read: async (file, options) => {
          await rig.as("editor", "DELETE", rig.at(ws, id));
          return rig.deps.reading.read(file, options);
        },
      },
    });
    expect(await rig.keysOf(ws)).toEqual([]);
  });

  it("leaves nothing in the bucket when it is thrown away while it is read", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const before = (await rig.keysOf(ws)).sort();
    await rig.preview(ws, id);
    await rig.deliverAll(
      betterReader(
        {
          ...rig.deps,
          reading: {
            ...rig.deps.reading,
            read: async (file, options) => {
              await rig.as("editor", "DELETE", `${rig.at(ws, id)}/candidate`);
              return rig.deps.reading.read(file, options);
            },
          },
        },
        (reading) => readBetter(reading, "Forside. "),
      ),
    );
    expect((await rig.keysOf(ws)).sort()).toEqual(before);
  });
});
