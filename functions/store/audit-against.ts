import { createHash } from "node:crypto";
import { type AuditChain, type AuditEnd, endOf } from "./audit-chain.ts";
import type { Checked, Fault, Placed } from "./audit-check.ts";
import type { AuditHead } from "./audit-file.ts";
import { parseLine } from "./audit-lines.ts";
import type { DigestHead } from "./digest.ts";

/** A digest, or an earlier export: it says where each chain ended at a moment. */
export interface Statement {
  name: string;
  head: DigestHead | AuditHead;
  chains: AuditChain[];
  /** Of its bytes. */
  sha256: string;
}

export const momentOf = ({ head }: Pick<Statement, "head">) => (head.belaeg === "digest" ? head.until : head.at);

/** Reads a digest or an earlier export for what it says of chains; its own ends must add up. */
export async function readStatement(
  name: string,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<Statement | Fault> {
  const hash = createHash("sha256");
  const chains: AuditChain[] = [];
  let head: Statement["head"] | undefined;
  let end: AuditEnd | undefined;
  let line = 0;
  for await (const text of lines) {
    line++;
    hash.update(text).update("\n");
    const parsed = parseLine(text);
    if (parsed === undefined || end !== undefined || (parsed.is === "head") !== (line === 1))
      return { fault: "not-a-digest", digest: name, line };
    if (parsed.is === "head") head = parsed.head;
    else if (parsed.is === "chain") chains.push(parsed.chain);
    else if (parsed.is === "end") end = parsed.end;
  }
  if (head === undefined) return { fault: "not-a-digest", digest: name, line: 1 };
  if (end === undefined) return { fault: "cut-short", digest: name, line };
  const right = endOf(chains, end.decisions);
  if (right.heads !== end.heads || right.chains !== end.chains)
    return { fault: "wrong-heads", digest: name, line, expected: end.heads, found: right.heads };
  return { name, head, chains, sha256: hash.digest("hex") };
}

/** Each digest names the hash of the one before it, so that none can be exchanged or left out in between. */
export function brokenBetween(before: Statement | undefined, next: Statement): Fault | undefined {
  if (before === undefined || before.head.belaeg !== "digest" || next.head.belaeg !== "digest") return undefined;
  if (next.head.previous === before.sha256) return undefined;
  return {
    fault: "digest-chain",
    digest: next.name,
    expected: `${next.head.previous ?? "no digest"} before it`,
    found: `${before.sha256} (${before.name})`,
  };
}

/**
 * Holds an export against what was said of its chains at an earlier moment: every end that was then must be a link now,
 * in the same place, and nothing that bears an earlier date may have come since.
 */
export function against(export_: Checked, said: Statement): Fault | undefined {
  const { name: digest } = said;
  if (said.head.workspace !== export_.workspace)
    return { fault: "another-workspace", digest, expected: said.head.workspace, found: export_.workspace };
  for (const { chain: item, links, head } of said.chains) {
    const known = export_.items.get(item);
    if (known === undefined) {
      if (!export_.whole) continue;
      return {
        fault: "missing-since",
        item,
        position: 1,
        expected: `${links} links to ${head}`,
        found: "none",
        digest,
      };
    }
    if (known.get(head)?.position === links) continue;
    const there = [...known].find(([, { position }]) => position === links);
    if (there !== undefined) {
      const [found, { decision }] = there;
      return { fault: "rewritten", item, position: links, decision, expected: head, found, digest };
    }
    return { fault: "missing-since", item, position: known.size + 1, expected: head, found: "none", digest };
  }
  return addedBefore(export_, said);
}

function addedBefore(export_: Checked, said: Statement): Fault | undefined {
  const moment = momentOf(said);
  const heads = Map.groupBy(said.chains, ({ chain }) => chain);
  for (const [item, known] of export_.items) {
    const then = new Set<string>();
    for (const { head } of heads.get(item) ?? []) {
      for (let hash: string | null = head; hash !== null && !then.has(hash); hash = known.get(hash)?.previous ?? null)
        then.add(hash);
    }
    const added = [...known].find(([hash, { at }]) => at < moment && !then.has(hash));
    if (added !== undefined) return addedFault(item, added, said.name);
  }
  return undefined;
}

const addedFault = (item: string, [hash, { position, decision }]: [string, Placed], digest: string): Fault => ({
  fault: "added-before",
  item,
  position,
  decision,
  expected: "none",
  found: hash,
  digest,
});
