import { mkdtempSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ServerType, serve } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadDataset } from "../../evals/datasets/dataset.ts";
import { readCases } from "../../evals/datasets/review-case.ts";
import { loadSample } from "../../evals/datasets/sample-report.ts";
import { harvest } from "../../evals/harvest.ts";
import { judgeRun } from "../../evals/judge-run.ts";
import { printed } from "../../evals/print.ts";
import { runSuite } from "../../evals/run-suite.ts";
import { standings } from "../../evals/scorers/review-cases.ts";
import { SUITES } from "../../evals/suites.ts";
import { localEngine } from "../../functions/engines/local/local-engine.ts";
import type { Claim } from "../../functions/evidence/claim.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { NO_USAGE } from "../../functions/evidence/usage.ts";
import { claimsFrom } from "../../functions/extract/claims-from.ts";
import { aReport } from "../evidence-builders.ts";
import { type Api, startApi } from "./api/rig.ts";

const sample = loadSample("screening");
const file = path.join(mkdtempSync(path.join(tmpdir(), "belaeg-harvest-")), "cases.jsonl");
const manifest = () => readFileSync(path.join(path.dirname(file), "manifest.json"), "utf8");
let api: Api;
let server: ServerType;
let url: string;
let ws: string;
let claims: Claim[];

/** The first claims that the built-in engine finds in a sample report, proposed in a workspace as the pipeline does it. */
beforeAll(async () => {
  api = await startApi();
  const address = await new Promise<AddressInfo>((resolve) => {
    server = serve({ fetch: api.app.fetch, port: 0, hostname: "127.0.0.1" }, resolve);
  });
  url = `http://127.0.0.1:${address.port}`;
  const id = await api.workspace();
  ws = id;
  const report = aReport(id, { sha256: sample.reading.sha256 });
  await api.store.createReport(report);
  const found = await claimsFrom(localEngine(), sample.reading, { reportId: report.id, themes: DEFAULT_THEMES });
  claims = found.claims.slice(0, 6);
  await api.store.startRun(id, report.id, "r1", undefined, "local");
  await api.store.putProposed(id, report.id, "r1", claims);
  await api.store.finishBatch(id, report.id, "r1", 0, { usage: NO_USAGE, unansweredPages: [] });
  await api.store.finishReport(id, report.id, "r1");
}, 120_000);
afterAll(async () => {
  server.close();
  await api.stop();
});

async function decide(who: "expert1" | "expert2", claim: Claim, body: object) {
  const now = (await api.as(who, "GET", `/workspaces/${ws}/claims/${claim.id}`)).body.claim;
  const sent = { ...body, expectedVersion: now.version };
  const answer = await api.as(who, "POST", `/workspaces/${ws}/claims/${claim.id}/decisions`, sent);
  expect(answer.status, answer.text).toBe(201);
}

describe("harvesting what experts decided", () => {
  it("makes each decision about a claim a case, and the same decisions no second time", async () => {
    const [first, second, third, fourth, fifth] = claims as [Claim, Claim, Claim, Claim, Claim];
    await decide("expert1", first, { verdict: "accept" });
    await decide("expert1", second, { verdict: "reject", reason: "not-relevant" });
    await decide("expert2", second, { verdict: "comment", reason: "must-not-return" });
    await decide("expert1", third, { verdict: "reword", text: third.text });
    await decide("expert1", fourth, { verdict: "accept" });
    await decide("expert2", fourth, { verdict: "reject", reason: "outdated" });
    await decide("expert1", fifth, { verdict: "comment", comment: "Se også side 4." });

    expect(await harvest(url, "editor@example.test", file)).toMatch(
      /^\+2 accepted, \+2 rejected, \+1 reworded, \+1 pinned/,
    );
    const [cases, summary] = [readFileSync(file, "utf8"), manifest()];
    expect(await harvest(url, "editor@example.test", file)).toMatch(
      /^\+0 accepted, \+0 rejected, \+0 reworded, \+0 pinned/,
    );
    expect(readFileSync(file, "utf8")).toBe(cases);
    expect(manifest()).toBe(summary);
    expect(JSON.parse(summary)).toMatchObject({ cases: 6, pinned: 1, claims: 4, documents: 1, reviewers: 2 });
  });

  it("keeps no name, address or remark of a person", () => {
    expect(readFileSync(file, "utf8")).not.toMatch(/Ekspert|example\.test|Se også side 4/);
  });

  it("changes the dataset's hash with what is harvested, and only with that", () => {
    const [without, with_] = [loadDataset("all", []), loadDataset("all", readCases(file))];
    expect(with_.hash).not.toBe(without.hash);
    expect(loadDataset("all", readCases(file).reverse()).hash).toBe(with_.hash);
    expect(
      loadDataset(
        "all",
        readCases(file).map((item) => ({ ...item, document: "another" })),
      ).hash,
    ).toBe(without.hash);
  });

  it("sets a claim apart on which experts disagree, and one whose words are gone", () => {
    const cases = readCases(file);
    expect(standings(cases, sample.reading.text).get(claims[3]!.id)?.verdict).toBe("contested");
    const gone = standings(cases, "En ny udgave af rapporten.");
    expect([...gone.values()].map(({ verdict }) => verdict)).toEqual(["stale", "stale", "stale", "stale"]);
  });

  it("is told at the next evaluation: what was kept, what came back, and that a pinned rejection refuses the prompt", async () => {
    const dataset = loadDataset("all", readCases(file));
    const only = { ...dataset, documents: dataset.documents.filter(({ id }) => id === "screening") };
    const run = await runSuite(SUITES.claims, only, localEngine());
    expect(run.documents[0]!.counts).toMatchObject({ accepted: 2, kept: 2, rejected: 1, returned: 1, contested: 1 });
    const judgement = judgeRun(SUITES.claims, run, undefined);
    expect(judgement.outcome).toBe(1);
    expect(judgement.rules.filter(({ after }) => after > 0).map(({ invariant }) => invariant.id)).toEqual(["pinned"]);
    const words = printed(judgement, "da");
    expect(words).toMatch(/✗ fastholdte afvisninger igen/);
    expect(words).toMatch(/godkendte beholdt +– +1,00/);
    expect(words).toMatch(/afviste igen +– +1,00/);
  });

  it("does not pin what somebody has accepted after all", async () => {
    await decide("expert1", claims[1]!, { verdict: "accept" });
    expect(await harvest(url, "editor@example.test", file)).toMatch(/^\+1 accepted/);
    expect(standings(readCases(file), sample.reading.text).get(claims[1]!.id)).toMatchObject({
      verdict: "accept",
      pinned: false,
    });
  });
});
