import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { DecisionId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { auditFile } from "../../functions/store/audit-chain.ts";
import { checkAudit } from "../../functions/store/audit-check.ts";
import { chainHash } from "../../functions/store/keep.ts";
import type { StoredDecision } from "../../functions/store/stored.ts";

const WS = "wsp_0123456789abcdef0123" as WorkspaceId;
const AT = "2026-11-21T12:00:00.000Z";

let made = 0;
/** The decisions of one item, chained as the store chains them. */
function decisionsOn(type: "claim" | "report", id: string, verdicts: readonly string[], at = AT): StoredDecision[] {
  const chain: StoredDecision[] = [];
  for (const verdict of verdicts) {
    const decision = {
      id: `dec_${(made++).toString().padStart(20, "0")}`,
      target: { type, id },
      verdict,
      comment: "Står på side 4, ikke 5.",
      by: { id: "per_1", name: "Åse Ørsted" },
      at,
      basedOnVersion: chain.length,
    } as unknown as StoredDecision;
    const before = chain.at(-1)?.hash;
    chain.push(type === "claim" ? { ...decision, hash: chainHash(before, decision) } : decision);
  }
  return chain;
}

const first = decisionsOn("claim", "clm_a", ["accept", "comment", "reword"]);
const second = decisionsOn("claim", "clm_b", ["reject", "reopen"]);
const ofReport = decisionsOn("report", "rep_a", ["accept", "comment"]);
const all = [...first, ...second, ...ofReport];
const good = auditFile(WS, AT, all);
const lines = good.trimEnd().split("\n");
const rejoin = (changed: readonly string[]) => `${changed.join("\n")}\n`;
/** Line 0 says what the file is; `clm_a` has lines 1 to 3, `clm_b` 4 and 5, the report 6 and 7, the end is line 8. */
const END = 8;

describe("an audit file", () => {
  it("holds, whatever order the decisions came in", () => {
    const verdict = checkAudit(good);
    expect(verdict).toMatchObject({ ok: true, workspace: WS, items: 3, decisions: 7 });
    const shuffled = auditFile(WS, AT, all.toReversed());
    expect(checkAudit(shuffled)).toMatchObject({ ok: true, heads: verdict.ok ? verdict.heads : "" });
  });

  it("of a workspace without decisions holds", () => {
    expect(checkAudit(auditFile(WS, AT, []))).toMatchObject({ ok: true, items: 0, decisions: 0 });
  });

  it.each<[string, string, number, string[]]>([
    ["a word changed", "wrong-hash", 3, lines.with(2, lines[2]!.replace("side 4", "side 9"))],
    ["a verdict changed", "wrong-hash", 2, lines.with(1, lines[1]!.replace('"accept"', '"reject"'))],
    ["a name changed", "wrong-hash", 6, lines.with(5, lines[5]!.replace("Åse", "Ase"))],
    ["a time changed", "wrong-hash", 2, lines.with(1, lines[1]!.replace(/"at":"2026/, '"at":"2025'))],
    ["a reason put in", "wrong-hash", 5, lines.with(4, lines[4]!.replace('"verdict"', '"reason":"other","verdict"'))],
    ["a part taken out", "wrong-hash", 3, lines.with(2, lines[2]!.replace('"comment":"Står på side 4, ikke 5.",', ""))],
    [
      "one bit of a hash flipped",
      "wrong-hash",
      2,
      lines.with(
        1,
        lines[1]!.replace(/"hash":"./, (h) => (h.endsWith("0") ? '"hash":"1' : '"hash":"0')),
      ),
    ],
    ["an item's first dropped", "wrong-previous", 2, lines.toSpliced(1, 1)],
    ["one in the middle dropped", "wrong-previous", 3, lines.toSpliced(2, 1)],
    ["two exchanged", "wrong-previous", 2, lines.with(1, lines[2]!).with(2, lines[1]!)],
    ["one repeated", "repeated", 3, lines.toSpliced(2, 0, lines[1]!)],
    [
      "one moved to another item",
      "wrong-item",
      6,
      lines.with(5, lines[5]!.replace('"item":"claim:clm_b"', '"item":"claim:clm_a"')),
    ],
    ["an item's newest dropped", "wrong-count", END, lines.toSpliced(3, 1)],
    ["a whole item dropped", "wrong-count", END - 1, lines.toSpliced(4, 2)],
    ["the end cut off", "no-end", END, lines.slice(0, END)],
    ["the last decisions and the end cut off", "no-end", 4, lines.slice(0, 4)],
    ["half a line", "unreadable", 6, [...lines.slice(0, 5), lines[5]!.slice(0, 40)]],
    ["no first line", "not-an-audit", 1, lines.slice(1)],
  ])("with %s is refused as %s", (_, fault, line, changed) => {
    expect(rejoin(changed)).not.toBe(good);
    expect(checkAudit(rejoin(changed))).toMatchObject({ ok: false, fault, line });
  });

  it("with a decision put in between is refused at the link after it", () => {
    const decision: StoredDecision = { ...first[1]!, id: "dec_forged" as DecisionId, comment: "Indsat." };
    const hash = chainHash(first[0]!.hash, decision);
    const { hash: _, ...said } = decision;
    const forged = JSON.stringify({ item: "claim:clm_a", previous: first[0]!.hash, hash, decision: said });
    expect(checkAudit(rejoin(lines.toSpliced(2, 0, forged)))).toMatchObject({
      ok: false,
      fault: "wrong-previous",
      line: 4,
      item: "claim:clm_a",
      decision: first[1]!.id,
    });
  });

  it("of a table that somebody changed by hand does not hold", () => {
    const changed = all.with(1, { ...all[1]!, comment: "Det sagde jeg aldrig." });
    expect(checkAudit(auditFile(WS, AT, changed))).toMatchObject({ ok: false, fault: "wrong-hash" });
  });

  it("made anew without its newest decisions is told by the digest noted elsewhere, and by an earlier file", () => {
    const cut = auditFile(WS, AT, all.toSpliced(2, 1));
    expect(checkAudit(cut).ok).toBe(true);
    const verdict = checkAudit(good);
    const digest = verdict.ok ? verdict.heads : "";
    expect(checkAudit(good, { digest }).ok).toBe(true);
    expect(checkAudit(cut, { digest })).toMatchObject({ ok: false, fault: "another-digest" });
    expect(checkAudit(cut, { earlier: good })).toMatchObject({ ok: false, fault: "cut-since", decision: first[2]!.id });
    expect(checkAudit(good, { earlier: cut }).ok).toBe(true);
    expect(checkAudit(good, { earlier: auditFile("wsp_other" as WorkspaceId, AT, []) })).toMatchObject({
      fault: "another-workspace",
    });
  });
});

describe("npm run audit:verify", () => {
  const run = (args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const script = fileURLToPath(new URL("../../scripts/audit-verify.ts", import.meta.url));
      execFile(process.execPath, [script, ...args], (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
      );
    });

  it("says that a file holds, names the first bad link, and tells a missing file from a bad one", async () => {
    const folder = await mkdtemp(join(tmpdir(), "belaeg-audit-"));
    try {
      const file = join(folder, "a.jsonl");
      await writeFile(file, good);
      expect(await run([file])).toMatchObject({ code: 0, out: expect.stringContaining("7 decisions on 3 items") });
      await writeFile(file, rejoin(lines.with(2, lines[2]!.replace("side 4", "side 9"))));
      const bad = await run([file]);
      expect(bad.code).toBe(1);
      expect(bad.out).toContain(`${file}:3, claim:clm_a, decision ${first[1]!.id}`);
      expect((await run([join(folder, "nothing.jsonl")])).code).toBe(2);
      expect((await run([])).code).toBe(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
