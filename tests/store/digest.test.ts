import { describe, expect, it } from "vitest";
import type { WorkspaceId } from "../../functions/evidence/ids.ts";
import { against, brokenBetween, readStatement, type Statement } from "../../functions/store/audit-against.ts";
import { type Checked, checkAudit } from "../../functions/store/audit-check.ts";
import { auditFile } from "../../functions/store/audit-file.ts";
import { digestOf } from "../../functions/store/digest.ts";
import { chainHash } from "../../functions/store/keep.ts";
import type { StoredDecision } from "../../functions/store/stored.ts";
import { decisionsOn, pagesOf, WS } from "./audit-builders.ts";

const MONDAY = "2026-11-16T10:00:00.000Z";
const TUESDAY = "2026-11-17T10:00:00.000Z";
const midnightAfter = (day: string) => `${day.slice(0, 8)}${Number(day.slice(8, 10)) + 1}T00:00:00.000Z`;

const a = decisionsOn("claim", "clm_a", ["accept", "comment"], MONDAY);
const b = decisionsOn("claim", "clm_b", ["reject"], MONDAY);
const later = decisionsOn("claim", "clm_a", ["reopen"], TUESDAY, a);
const monday = [...a, ...b];
const all = [...monday, ...later];

const textAt = async (day: string, decisions: readonly StoredDecision[], before?: Statement) =>
  (await digestOf(WS, midnightAfter(day), pagesOf(decisions), before)).text;
const read = async (name: string, text: string) => {
  const statement = await readStatement(name, text.trimEnd().split("\n"));
  if ("fault" in statement) throw new Error(statement.fault);
  return statement;
};
const exportOf = async (decisions: readonly StoredDecision[]) => {
  const checked = await checkAudit(auditFile(WS, TUESDAY, decisions).trimEnd().split("\n"));
  if ("fault" in checked) throw new Error(checked.fault);
  return checked satisfies Checked;
};

/** The same decisions with one word changed, and every hash after it made anew. */
function rewritten(chain: readonly StoredDecision[], at: number): StoredDecision[] {
  const anew: StoredDecision[] = [];
  for (const [i, { hash: _, ...decision }] of chain.entries()) {
    const said = i === at ? { ...decision, comment: "Det modsatte." } : decision;
    anew.push({ ...said, hash: chainHash(anew.at(-1)?.hash, said) });
  }
  return anew;
}

describe("a digest", () => {
  it("holds the ends of all chains, sorted, and no word of a decision", async () => {
    const text = await textAt(MONDAY, all);
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({ belaeg: "digest", workspace: WS, previous: null, broken: 0 });
    expect(lines.slice(1, 3)).toEqual([
      { chain: "claim:clm_a", links: 2, head: a[1]!.hash },
      { chain: "claim:clm_b", links: 1, head: b[0]!.hash },
    ]);
    expect(lines[3]).toMatchObject({ chains: 2, decisions: 3 });
    expect(text).not.toMatch(/side 4|Ørsted|per_1/);
  });

  it("of the same moment is the same, whatever was decided since and in whatever order the rows lie", async () => {
    expect(await textAt(MONDAY, all)).toBe(await textAt(MONDAY, monday.toReversed()));
  });

  it("walks thousands of decisions of one millisecond and of many, page by page", async () => {
    const many = Array.from({ length: 1200 }, (_, i) => decisionsOn("claim", `clm_${i}`, ["accept", "reopen"], MONDAY));
    const { broken, decisions, text } = await digestOf(WS, midnightAfter(MONDAY), pagesOf(many.flat()));
    expect({ broken, decisions }).toEqual({ broken: 0, decisions: 2400 });
    expect(text.split("\n")).toHaveLength(1200 + 3);
  });

  it("says when a chain no longer holds what the digest before says, and when a link does not follow", async () => {
    const before = await read("monday", await textAt(MONDAY, monday));
    const honest = await digestOf(WS, midnightAfter(TUESDAY), pagesOf(all), before);
    expect(honest).toMatchObject({ rewritten: [], broken: 0 });
    const forged = await digestOf(
      WS,
      midnightAfter(TUESDAY),
      pagesOf([...rewritten([...a, ...later], 0), ...b]),
      before,
    );
    expect(forged.rewritten.map(({ chain }) => chain)).toEqual(["claim:clm_a"]);
    expect(forged.broken).toBe(0);
    const changed = all.with(0, { ...all[0]!, comment: "Nej." });
    expect((await digestOf(WS, midnightAfter(TUESDAY), pagesOf(changed), before)).broken).toBeGreaterThan(0);
  });
});

describe("an export held against digests", () => {
  const digests = async () => {
    const first = await read("monday", await textAt(MONDAY, monday));
    return [first, await read("tuesday", await textAt(TUESDAY, all, first))] as const;
  };

  it("agrees with each when nothing was changed, and with those of before more was decided", async () => {
    const [first, second] = await digests();
    for (const said of [first, second]) expect(against(await exportOf(all), said)).toBeUndefined();
    const more = decisionsOn("claim", "clm_b", ["reopen"], "2026-11-18T08:00:00.000Z", b);
    expect(against(await exportOf([...all, ...more]), second)).toBeUndefined();
    expect(brokenBetween(first, second)).toBeUndefined();
  });

  it.each<[string, object, () => StoredDecision[]]>([
    [
      "a chain was made anew, consistently",
      { fault: "rewritten", item: "claim:clm_a", position: 2, expected: a[1]!.hash },
      () => [...rewritten([...a, ...later], 1), ...b],
    ],
    [
      "the last decision was removed",
      { fault: "missing-since", item: "claim:clm_a", position: 2, expected: a[1]!.hash },
      () => [a[0]!, ...b],
    ],
    ["an item was removed", { fault: "missing-since", item: "claim:clm_b", position: 1 }, () => [...a, ...later]],
    [
      "a decision was added with an earlier date",
      { fault: "added-before", item: "claim:clm_b", position: 2 },
      () => [...all, ...decisionsOn("claim", "clm_b", ["reopen"], MONDAY, b)],
    ],
    [
      "an item was added with an earlier date",
      { fault: "added-before", item: "claim:clm_c", position: 1 },
      () => [...all, ...decisionsOn("claim", "clm_c", ["accept"], MONDAY)],
    ],
  ])("says where, when %s", async (_, fault, change) => {
    const [first] = await digests();
    expect(against(await exportOf(change()), first)).toMatchObject({ ...fault, digest: "monday" });
  });

  it("is refused when the digest is another workspace's", async () => {
    const [first] = await digests();
    const other = { ...first, head: { ...first.head, workspace: "wsp_other" as WorkspaceId } };
    expect(against(await exportOf(all), other)).toMatchObject({ fault: "another-workspace" });
  });

  it("an earlier export serves as a digest", async () => {
    const earlier = await read("earlier", auditFile(WS, midnightAfter(MONDAY), monday));
    expect(against(await exportOf(all), earlier)).toBeUndefined();
    expect(against(await exportOf([...a, ...later]), earlier)).toMatchObject({ fault: "missing-since" });
  });
});

describe("digests among themselves", () => {
  it("tell of one that was changed, exchanged or left out in between", async () => {
    const first = await read("1", await textAt(MONDAY, monday));
    const second = await read("2", await textAt(TUESDAY, all, first));
    const forged = await read("1", await textAt(MONDAY, [...rewritten(a, 0), ...b]));
    expect(brokenBetween(forged, second)).toMatchObject({ fault: "digest-chain", digest: "2" });
  });

  it.each<[string, string, (lines: string[]) => string[]]>([
    ["an end changed", "wrong-heads", (lines) => lines.with(1, lines[1]!.replace('"links":2', '"links":1'))],
    ["a chain left out", "wrong-heads", (lines) => lines.toSpliced(2, 1)],
    ["its last line missing", "cut-short", (lines) => lines.slice(0, -1)],
    ["something else in it", "not-a-digest", (lines) => lines.with(1, '{"hej":1}')],
    ["nothing in it", "not-a-digest", () => []],
  ])("are refused with %s", async (_, fault, change) => {
    const lines = (await textAt(MONDAY, monday)).trimEnd().split("\n");
    expect(await readStatement("d", change(lines))).toMatchObject({ fault, digest: "d" });
  });
});
