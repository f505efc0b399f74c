import { z } from "zod";
import { headsOf } from "./audit-chain.ts";
import { chainHash } from "./keep.ts";
import type { StoredDecision } from "./stored.ts";

const First = z.strictObject({
  belaeg: z.literal("audit"),
  version: z.literal(1),
  workspace: z.string(),
  at: z.string(),
});
// loose inside: a decision is hashed as it stands, with parts of later versions too
const Said = z.looseObject({
  id: z.string(),
  target: z.object({ type: z.string(), id: z.string() }),
  at: z.string(),
});
const Link = z.strictObject({ item: z.string(), previous: z.string().nullable(), hash: z.string(), decision: Said });
const Last = z.strictObject({ items: z.int(), decisions: z.int(), heads: z.string() });

export type AuditFault =
  | "not-an-audit"
  | "unreadable"
  | "no-end"
  | "wrong-item"
  | "wrong-previous"
  | "wrong-hash"
  | "repeated"
  | "wrong-count"
  | "wrong-heads"
  | "another-digest"
  | "another-workspace"
  | "cut-since";

export type AuditVerdict =
  | { ok: true; workspace: string; items: number; decisions: number; heads: string }
  /** `line` counts from 1; `item` and `decision` name the link where there is one. */
  | { ok: false; fault: AuditFault; line: number; item?: string; decision?: string };

interface Known {
  /** The digest of heads as somebody noted it when this very file was made. */
  digest?: string | undefined;
  /** An audit file of the same workspace made earlier: nothing that stood in it may be missing. */
  earlier?: string | undefined;
}

function parsed<Schema extends z.ZodType>(schema: Schema, line: string | undefined): z.output<Schema> | undefined {
  try {
    return schema.parse(JSON.parse(line ?? ""));
  } catch {
    return undefined;
  }
}

/**
 * Follows every item's chain through an audit file and names the first link that does not hold. A changed word breaks its
 * own link; a link that was dropped, moved or put in breaks the next one of its item; a cut end is told by the digest of
 * heads. Somebody who makes a whole new file is found only by what is known from elsewhere: `digest`, or `earlier`.
 */
export function checkAudit(text: string, known: Known = {}): AuditVerdict {
  const lines = text.replace(/\n$/, "").split("\n");
  const first = parsed(First, lines[0]);
  if (first === undefined) return { ok: false, fault: "not-an-audit", line: 1 };
  const end = parsed(Last, lines.at(-1));
  const body = lines.slice(1, end === undefined ? lines.length : -1);
  const links: { item: string; hash: string }[] = [];
  const heads = new Map<string, string>();
  const ids = new Set<string>();
  for (const [i, raw] of body.entries()) {
    const line = i + 2;
    const link = parsed(Link, raw);
    if (link === undefined) return { ok: false, fault: "unreadable", line };
    const { item, previous, hash, decision } = link;
    const fault = (what: AuditFault): AuditVerdict => ({ ok: false, fault: what, line, item, decision: decision.id });
    if (item !== `${decision.target.type}:${decision.target.id}`) return fault("wrong-item");
    if (ids.has(decision.id)) return fault("repeated");
    if (previous !== (heads.get(item) ?? null)) return fault("wrong-previous");
    if (hash !== chainHash(previous ?? undefined, decision as unknown as StoredDecision)) return fault("wrong-hash");
    ids.add(decision.id);
    heads.set(item, hash);
    links.push({ item, hash });
  }
  const line = lines.length;
  if (end === undefined) return { ok: false, fault: "no-end", line };
  if (end.items !== heads.size || end.decisions !== links.length) return { ok: false, fault: "wrong-count", line };
  const { digest } = headsOf(links);
  if (end.heads !== digest) return { ok: false, fault: "wrong-heads", line };
  if (known.digest !== undefined && known.digest !== digest) return { ok: false, fault: "another-digest", line };
  if (known.earlier !== undefined) {
    const before = parsed(First, known.earlier.split("\n")[0]);
    if (before?.workspace !== first.workspace) return { ok: false, fault: "another-workspace", line: 1 };
    const here = new Set(links.map(({ hash }) => hash));
    const gone = known.earlier
      .split("\n")
      .map((raw) => parsed(Link, raw))
      .find((link) => link !== undefined && !here.has(link.hash));
    if (gone !== undefined) return { ok: false, fault: "cut-since", line, item: gone.item, decision: gone.decision.id };
  }
  return { ok: true, workspace: first.workspace, items: heads.size, decisions: links.length, heads: digest };
}
