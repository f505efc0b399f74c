import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { judgeRun } from "../../evals/judge-run.ts";
import { writeOut } from "../../evals/out.ts";
import { SUITES } from "../../evals/suites.ts";
import { evaluationFolder } from "../../functions/runtime/evaluation-folder.ts";
import { dataset, perfect, runOf } from "../evals/perfect-answers.ts";

const blessed = runOf(perfect);
const judged = (drop: number) =>
  judgeRun(SUITES.claims, runOf(perfect.map((claims, i) => (i === 5 ? claims.slice(drop) : claims))), blessed);

describe("the runs that the workspace shows", () => {
  it("are those that an evaluation left, with what was lost, each once however often it was made", async () => {
    const out = mkdtempSync(path.join(tmpdir(), "belaeg-runs-"));
    for (const drop of [2, 2, 3]) writeOut(judged(drop), dataset.documents, "", out);
    const runs = await evaluationFolder(path.join(out, "history"))();
    expect(runs.map(({ lost }) => lost.length).sort()).toEqual([2, 3]);
    expect(runs[0]).toMatchObject({ suite: "claims", engine: "local", reports: dataset.documents.length });
    expect(runs[0]!.measures[0]).toMatchObject({ id: "f1", primary: true });
    expect(runs[0]!.lost[0]!.report).toBe(dataset.documents[5]!.id);
  });
  it("come newest first, and pass over files that are none", async () => {
    const out = mkdtempSync(path.join(tmpdir(), "belaeg-runs-"));
    for (const drop of [1, 2]) writeOut(judged(drop), dataset.documents, "", out);
    const history = path.join(out, "history");
    const [first, second] = readdirSync(history).sort() as [string, string];
    utimesSync(path.join(history, first), 1000, 1000);
    utimesSync(path.join(history, second), 2000, 2000);
    writeFileSync(path.join(history, "broken.json"), "{");
    writeFileSync(path.join(history, "older.json"), '{"suite": "claims"}');
    const runs = await evaluationFolder(history)();
    expect(runs.map(({ id }) => `${id}.json`)).toEqual([second, first]);
    expect(runs[1]!.at).toBe("1970-01-01T00:16:40.000Z");
  });
  it("are none where nothing was ever evaluated", async () => {
    expect(await evaluationFolder(path.join(tmpdir(), "belaeg-nothing-here"))()).toEqual([]);
  });
});
