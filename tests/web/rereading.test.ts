import { describe, expect, it } from "vitest";
import { NO_CHANGES } from "../../functions/evidence/candidate.ts";
import type { Report } from "../../web/src/api/shapes.ts";
import {
  asBefore,
  hasCandidate,
  isHarmless,
  isIdle,
  isRereading,
  type RereadReport,
} from "../../web/src/reports/rereading.ts";

const report = (parts: object, candidate?: object) =>
  ({
    id: "rep_1",
    readerVersion: "1",
    coverage: [{ page: 1, state: "text" }],
    ...parts,
    ...(candidate === undefined
      ? {}
      : { candidate: { id: "can_1", readerVersion: "2", counts: NO_CHANGES, ...candidate } }),
  }) as unknown as Report;
const reread = (candidate: object) => report({}, candidate) as RereadReport;

describe("a report read again", () => {
  it("is taken over unseen only when it is ready, still holds, and touches no claim", () => {
    const ready = { status: "ready", counts: { ...NO_CHANGES, unchanged: 40 } };
    expect(isHarmless(reread(ready))).toBe(true);
    expect(isHarmless(reread({ ...ready, status: "extracting" }))).toBe(false);
    expect(isHarmless(reread({ ...ready, outdated: true }))).toBe(false);
    for (const kind of ["vanished", "lost", "changed", "moved", "reproposed", "added"])
      expect(isHarmless(reread({ ...ready, counts: { ...NO_CHANGES, [kind]: 1 } })), kind).toBe(false);
  });

  it("has nothing to be taken over when the same reader made the same of it", () => {
    expect(isIdle(reread({ status: "ready", same: true, readerVersion: "1" }))).toBe(true);
    expect(isIdle(reread({ status: "ready", same: true }))).toBe(false);
    expect(isIdle(reread({ status: "ready", same: false, readerVersion: "1" }))).toBe(false);
  });

  it("is under way until it is ready or has failed", () => {
    expect(isRereading(report({}))).toBe(false);
    for (const [status, under] of [
      ["reading", true],
      ["extracting", true],
      ["taking-over", true],
      ["ready", false],
      ["failed", false],
    ] as const)
      expect(isRereading(reread({ status })), status).toBe(under);
    expect(hasCandidate(report({}))).toBe(false);
  });
});

describe("reading again as before", () => {
  it("keeps the engine, and reads pictures as text where they were read so", () => {
    expect(asBefore(report({}))).toEqual({});
    expect(asBefore(report({ engine: "openai" }))).toEqual({ engine: "openai" });
    const pictures = [
      { page: 1, state: "text" },
      { page: 2, state: "ocr" },
    ];
    expect(asBefore(report({ engine: "local", coverage: pictures }))).toEqual({ engine: "local", ocr: true });
  });
});
