import type { WorkspaceId } from "../evidence/ids.ts";
import { type AuditChain, type AuditEnd, type AuditLink, byName, endOf, itemOf, mayBranch } from "./audit-chain.ts";
import type { AuditHead } from "./audit-file.ts";
import { type AuditLine, parseLine } from "./audit-lines.ts";
import { chainHash } from "./keep.ts";
import type { StoredDecision } from "./stored.ts";

export type AuditFault =
  | "not-an-audit"
  | "unreadable"
  | "cut-short"
  | "wrong-item"
  | "repeated"
  | "wrong-previous"
  | "wrong-position"
  | "wrong-hash"
  | "chain-cut"
  | "chain-unlisted"
  | "wrong-count"
  | "wrong-heads"
  | "shown-otherwise"
  | "without-link"
  | "not-a-digest"
  | "another-workspace"
  | "digest-chain"
  | "rewritten"
  | "missing-since"
  | "added-before";

export interface Fault {
  fault: AuditFault;
  /** Counts from 1. */
  line?: number;
  item?: string;
  /** In the item's chain; 1 is its first decision. */
  position?: number;
  decision?: string;
  expected?: string;
  found?: string;
  /** The digest that says otherwise. */
  digest?: string;
}

/** A link as it is remembered: enough to hold a digest against it. */
export interface Placed {
  position: number;
  previous: string | null;
  at: string;
  decision: string;
}

/** What an export turned out to hold. */
export interface Checked {
  workspace: WorkspaceId;
  decisions: number;
  heads: string;
  /** Item → hash → link. */
  items: ReadonlyMap<string, ReadonlyMap<string, Placed>>;
  /** False when the export leaves out items on purpose. */
  whole: boolean;
}

/** Follows the chains of one export, line by line, and stops at the first that does not hold. */
export class AuditChecker {
  readonly #items = new Map<string, Map<string, Placed>>();
  readonly #ends = new Map<string, string[]>();
  readonly #ids = new Set<string>();
  readonly #listed: AuditChain[] = [];
  #head: AuditHead | undefined;
  #end: AuditEnd | undefined;
  #line = 0;

  /** @returns the first fault, if this line is one. */
  line(text: string): Fault | undefined {
    const line = ++this.#line;
    const parsed = parseLine(text);
    if (line === 1 && !(parsed?.is === "head" && parsed.head.belaeg === "audit"))
      return { fault: "not-an-audit", line };
    if (parsed === undefined || this.#end !== undefined) return { fault: "unreadable", line };
    const fault = this.#take(parsed);
    return fault === undefined ? undefined : { line, ...fault };
  }

  #take(parsed: AuditLine): Fault | undefined {
    switch (parsed.is) {
      case "head":
        if (this.#head !== undefined || parsed.head.belaeg !== "audit") return { fault: "unreadable" };
        this.#head = parsed.head;
        return undefined;
      case "link":
        return this.#listed.length > 0 ? { fault: "unreadable" } : this.#link(parsed.link);
      case "chain":
        return this.#chain(parsed.chain);
      case "end":
        this.#end = parsed.end;
        return undefined;
    }
  }

  #link({ item, position, previous, hash, decision }: AuditLink): Fault | undefined {
    const at = (fault: AuditFault, more: Partial<Fault> = {}): Fault => ({
      fault,
      item,
      position,
      decision: decision.id,
      ...more,
    });
    if (item !== itemOf(decision)) return at("wrong-item", { expected: itemOf(decision), found: item });
    if (this.#ids.has(decision.id)) return at("repeated");
    const known = this.#items.get(item) ?? new Map<string, Placed>();
    const ends = this.#ends.get(item) ?? [];
    const newest = ends.at(-1) ?? null;
    const follows = previous === newest || (mayBranch(item) && (previous === null || known.has(previous)));
    const next = (newest === null ? 0 : known.get(newest)!.position) + 1;
    if (!follows) {
      return at("wrong-previous", { position: next, expected: newest ?? "none", found: previous ?? "none" });
    }
    const place = (previous === null ? 0 : known.get(previous)!.position) + 1;
    if (position !== place) return at("wrong-position", { expected: String(place), found: String(position) });
    const right = chainHash(previous ?? undefined, decision as StoredDecision);
    if (hash !== right) return at("wrong-hash", { expected: hash === "" ? "a hash" : hash, found: right });
    this.#ids.add(decision.id);
    known.set(hash, { position, previous, at: decision.at, decision: decision.id });
    this.#items.set(item, known);
    this.#ends.set(item, [...ends.filter((end) => end !== previous), hash]);
    return undefined;
  }

  #chain(listed: AuditChain): Fault | undefined {
    const before = this.#listed.at(-1);
    if (before !== undefined && byName(before, listed) >= 0) return { fault: "unreadable" };
    this.#listed.push(listed);
    const { chain: item, links, head } = listed;
    const known = this.#items.get(item);
    if (known?.get(head)?.position === links && this.#ends.get(item)?.includes(head)) return undefined;
    const there = Math.max(0, ...[...(known?.values() ?? [])].map(({ position }) => position));
    return {
      fault: "chain-cut",
      item,
      position: there < links ? there + 1 : links,
      expected: `${links} links to ${head}`,
      found: there === 0 ? "none" : `${there} links to ${this.#ends.get(item)?.at(-1)}`,
    };
  }

  /** @returns what the export holds, or why it does not hold as a whole. */
  finish(whole = true): Checked | Fault {
    const head = this.#head;
    if (head === undefined) return { fault: "not-an-audit", line: 1 };
    const end = this.#end;
    if (end === undefined) return { fault: "cut-short", line: this.#line };
    const listed = new Set(this.#listed.map(({ chain, head: hash }) => `${chain} ${hash}`));
    for (const [item, ends] of this.#ends) {
      const lost = ends.find((hash) => !listed.has(`${item} ${hash}`));
      if (lost === undefined) continue;
      const { position, decision } = this.#items.get(item)!.get(lost)!;
      return { fault: "chain-unlisted", item, position, decision, expected: "none", found: lost };
    }
    const right = endOf(this.#listed, this.#ids.size);
    if (end.chains !== right.chains || end.decisions !== right.decisions) {
      const said = (all: AuditEnd) => `${all.decisions} decisions in ${all.chains} chains`;
      return { fault: "wrong-count", line: this.#line, expected: said(end), found: said(right) };
    }
    if (end.heads !== right.heads) {
      return { fault: "wrong-heads", line: this.#line, expected: end.heads, found: right.heads };
    }
    return {
      workspace: head.workspace,
      decisions: right.decisions,
      heads: right.heads,
      items: this.#items,
      whole,
    };
  }

  /** What was read until now, for digests that may name what is wrong better than the export itself. */
  sofar(whole = true): Checked | undefined {
    if (this.#head === undefined) return undefined;
    return { workspace: this.#head.workspace, decisions: this.#ids.size, heads: "", items: this.#items, whole };
  }
}

/** Checks an audit file line by line. */
export async function checkAudit(lines: AsyncIterable<string> | Iterable<string>): Promise<Checked | Fault> {
  const checker = new AuditChecker();
  for await (const line of lines) {
    const fault = checker.line(line);
    if (fault !== undefined) return fault;
  }
  return checker.finish();
}
