import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DecisionId } from "../../functions/evidence/ids.ts";
import { checkAudit } from "../../functions/store/audit-check.ts";
import { auditFile } from "../../functions/store/audit-file.ts";
import { chainHash } from "../../functions/store/keep.ts";
import type { StoredDecision } from "../../functions/store/stored.ts";
import { AT, decisionsOn, WS } from "./audit-builders.ts";

const first = decisionsOn("claim", "clm_a", ["accept", "comment", "reword"]);
const second = decisionsOn("claim", "clm_b", ["reject", "reopen"]);
const ofReport = decisionsOn("report", "rep_a", ["accept", "comment"]);
const all = [...first, ...second, ...ofReport];
const linesOf = (decisions: readonly StoredDecision[]) => auditFile(WS, AT, decisions).trimEnd().split("\n");
const lines = linesOf(all);
/** Line 0 says what the file is; `clm_a` has lines 1 to 3, `clm_b` 4 and 5, the report 6 and 7, then three ends of chains. */
const END = 11;

describe("an audit file", () => {
  it("holds, whatever order the decisions came in", async () => {
    expect(lines).toHaveLength(END + 1);
    const checked = await checkAudit(lines);
    expect(checked).toMatchObject({ workspace: WS, decisions: 7, whole: true });
    expect(await checkAudit(linesOf(all.toReversed()))).toMatchObject({
      decisions: 7,
      heads: (checked as { heads: string }).heads,
    });
  });

  it("of a workspace without decisions holds", async () => {
    expect(await checkAudit(linesOf([]))).toMatchObject({ decisions: 0 });
  });

  it("holds for a statement that was decided on in two drafts, and for nothing else with two ends", async () => {
    const one = decisionsOn("statement", "sta_a", ["comment"]);
    const [here] = decisionsOn("statement", "sta_a", ["accept"], "2026-11-21T12:00:01.000Z", one);
    const [there] = decisionsOn("statement", "sta_a", ["reject"], "2026-11-21T12:00:02.000Z", one);
    const branched = linesOf([...one, here!, there!]);
    expect(await checkAudit(branched)).toMatchObject({ decisions: 3 });
    expect(branched.filter((line) => line.startsWith('{"chain"'))).toHaveLength(2);
    const claim = branched.map((line) => line.replaceAll("statement", "claim"));
    expect(await checkAudit(claim)).toHaveProperty("fault");
    const [twin] = decisionsOn("claim", "clm_a", ["reject"], "2026-11-21T12:00:02.000Z", first.slice(0, 1));
    expect(await checkAudit(linesOf([...first, twin!]))).toMatchObject({ fault: "wrong-hash", decision: twin!.id });
  });

  const A2 = { item: "claim:clm_a", position: 2, decision: first[1]!.id };
  it.each<[string, object, string[]]>([
    [
      "a word changed",
      { fault: "wrong-hash", line: 3, ...A2, expected: first[1]!.hash },
      lines.with(2, lines[2]!.replace("side 4", "side 9")),
    ],
    [
      "a verdict changed",
      { fault: "wrong-hash", line: 2, position: 1 },
      lines.with(1, lines[1]!.replace('"accept"', '"reject"')),
    ],
    [
      "a name changed",
      { fault: "wrong-hash", line: 6, item: "claim:clm_b", position: 2 },
      lines.with(5, lines[5]!.replace("Åse", "Ase")),
    ],
    ["a time changed", { fault: "wrong-hash", line: 2 }, lines.with(1, lines[1]!.replace(/"at":"2026/, '"at":"2025'))],
    [
      "a reason put in",
      { fault: "wrong-hash", line: 5 },
      lines.with(4, lines[4]!.replace('"verdict"', '"reason":"other","verdict"')),
    ],
    [
      "a part taken out",
      { fault: "wrong-hash", ...A2 },
      lines.with(2, lines[2]!.replace('"comment":"Står på side 4, ikke 5.",', "")),
    ],
    [
      "one bit of a hash flipped",
      { fault: "wrong-hash", line: 2 },
      lines.with(
        1,
        lines[1]!.replace(/"hash":"./, (h: string) => (h.endsWith("0") ? '"hash":"1' : '"hash":"0')),
      ),
    ],
    [
      "a comment said twice, of which a parser takes the second",
      { fault: "unreadable", line: 2 },
      lines.with(1, lines[1]!.replace('"comment":', '"comment":"Det modsatte.","comment":')),
    ],
    [
      "an item's first dropped",
      { fault: "wrong-previous", line: 2, item: "claim:clm_a", position: 1, expected: "none", found: first[0]!.hash },
      lines.toSpliced(1, 1),
    ],
    [
      "one in the middle dropped",
      { fault: "wrong-previous", line: 3, position: 2, expected: first[0]!.hash, found: first[1]!.hash },
      lines.toSpliced(2, 1),
    ],
    ["two exchanged", { fault: "wrong-previous", line: 2, position: 1 }, lines.with(1, lines[2]!).with(2, lines[1]!)],
    ["one repeated", { fault: "repeated", line: 3 }, lines.toSpliced(2, 0, lines[1]!)],
    [
      "one moved to another item",
      { fault: "wrong-item", line: 6 },
      lines.with(5, lines[5]!.replace('"item":"claim:clm_b"', '"item":"claim:clm_a"')),
    ],
    [
      "another place claimed",
      { fault: "wrong-position", line: 3, position: 5, expected: "2", found: "5" },
      lines.with(2, lines[2]!.replace('"position":2', '"position":5')),
    ],
    [
      "an item's newest dropped",
      { fault: "chain-cut", item: "claim:clm_a", position: 3, expected: `3 links to ${first[2]!.hash}` },
      lines.toSpliced(3, 1),
    ],
    [
      "an item's decisions dropped",
      { fault: "chain-cut", item: "claim:clm_b", position: 1, found: "none" },
      lines.toSpliced(4, 2),
    ],
    [
      "an item dropped with the end of its chain",
      { fault: "wrong-count", expected: "7 decisions in 3 chains", found: "5 decisions in 2 chains" },
      lines.toSpliced(9, 1).toSpliced(4, 2),
    ],
    ["the end cut off", { fault: "cut-short", line: END }, lines.slice(0, END)],
    ["the last decisions and the end cut off", { fault: "cut-short", line: 4 }, lines.slice(0, 4)],
    ["half a line", { fault: "unreadable", line: 6 }, [...lines.slice(0, 5), lines[5]!.slice(0, 40)]],
    ["a second end", { fault: "unreadable", line: END + 2 }, [...lines, lines[END]!]],
    ["no first line", { fault: "not-an-audit", line: 1 }, lines.slice(1)],
    ["nothing in it", { fault: "not-an-audit", line: 1 }, []],
    ["a line as deep as a well", { fault: "unreadable", line: 2 }, lines.with(1, "[".repeat(200_000))],
  ])("with %s is refused, and the place is named", async (_, fault, changed) => {
    expect(changed.join("\n")).not.toBe(lines.join("\n"));
    expect(await checkAudit(changed)).toMatchObject(fault);
  });

  it("with a decision put in between is refused at the link after it", async () => {
    const decision: StoredDecision = { ...first[1]!, id: "dec_forged" as DecisionId, comment: "Indsat." };
    const hash = chainHash(first[0]!.hash, decision);
    const { hash: _, ...said } = decision;
    const forged = { item: "claim:clm_a", position: 2, previous: first[0]!.hash, hash, decision: said };
    expect(await checkAudit(lines.toSpliced(2, 0, JSON.stringify(forged)))).toMatchObject({
      fault: "wrong-previous",
      line: 4,
      item: "claim:clm_a",
      position: 3,
      decision: first[1]!.id,
      expected: hash,
      found: first[0]!.hash,
    });
  });

  it("with a decision put on the end of a chain is refused: no end tells of it", async () => {
    const [forged] = decisionsOn("claim", "clm_a", ["accept"], AT, first);
    const { hash, ...decision } = forged!;
    const link = { item: "claim:clm_a", position: 4, previous: first[2]!.hash, hash, decision };
    expect(await checkAudit(lines.toSpliced(4, 0, JSON.stringify(link)))).toMatchObject({
      fault: "chain-cut",
      item: "claim:clm_a",
    });
    const alone = decisionsOn("claim", "clm_c", ["accept"])[0]!;
    const { hash: own, ...said } = alone;
    const new_ = { item: "claim:clm_c", position: 1, previous: null, hash: own, decision: said };
    expect(await checkAudit(lines.toSpliced(6, 0, JSON.stringify(new_)))).toMatchObject({
      fault: "chain-unlisted",
      item: "claim:clm_c",
      position: 1,
      decision: alone.id,
    });
  });

  it.each([
    ["changed by hand", { comment: "Det sagde jeg aldrig." }],
    ["changed, and its hash taken away", { comment: "Det sagde jeg aldrig.", hash: undefined }],
  ])("of a table in which a decision was %s does not hold", async (_, change) => {
    const changed = all.with(1, { ...all[1]!, ...change } as StoredDecision);
    expect(await checkAudit(linesOf(changed))).toMatchObject({ fault: "wrong-hash", ...A2 });
  });
});

describe("whatever somebody does to a file", () => {
  const anyChains = fc.array(fc.array(fc.constantFrom("accept", "comment", "reject"), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 5,
  });
  const anyFile = anyChains.map((chains) =>
    linesOf(chains.flatMap((verdicts, i) => decisionsOn("claim", `clm_${i}`, verdicts))),
  );
  /** One change of one line after the first: a sign, the line itself, its place, or what stands twice. */
  const anyChange = fc.record({
    kind: fc.constantFrom("sign", "drop", "double", "swap", "cut"),
    line: fc.nat(),
    place: fc.nat(),
    sign: fc.constantFrom("0", "1", "a", "f", "Æ", " ", '"', "}", "\\", "{"),
  });

  it("it does not hold any more, or says the same", async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, anyChange, async (file, { kind, line, place, sign }) => {
        const at = 1 + (line % (file.length - 1));
        const text = file[at]!;
        const other = 1 + (place % (file.length - 1));
        const changed = {
          sign: file.with(at, text.slice(0, place % text.length) + sign + text.slice((place % text.length) + 1)),
          drop: file.toSpliced(at, 1),
          double: file.toSpliced(at, 0, text),
          swap: file.with(at, file[other]!).with(other, text),
          cut: file.slice(0, at),
        }[kind];
        const checked = await checkAudit(changed);
        if ("fault" in checked) return;
        // two items told in another order are the same items
        expect([...changed].sort()).toEqual([...file].sort());
      }),
      { numRuns: Number(process.env.BELAEG_SEEDS ?? 300) },
    );
  });
});
