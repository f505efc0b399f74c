import { z } from "zod";
import type { AuditFault, Fault } from "../../store/audit-check.ts";
import { parseLine } from "../../store/audit-lines.ts";
import { cleanText } from "./clean-text.ts";
import { activity, urn } from "./json-ld.ts";

const Node = z.looseObject({ id: z.string().optional(), type: z.unknown().optional() });
const About = z.looseObject({ audit: z.array(z.string()), scope: z.enum(["accepted", "all"]) });
const Document = z.looseObject({ graph: z.array(Node).min(1) });

/** What a JSON-LD export holds of the audit trail. */
export interface Extracted {
  /** The lines of the audit file that it was written from. */
  lines: string[];
  /** False for accepted evidence only. */
  whole: boolean;
  /** Decisions shown without a link: on claims whose votes wait for a second reviewer. */
  unlinked: number;
}

/**
 * Takes the audit trail out of a JSON-LD export, and holds every decision that it shows to a reader against the link
 * beside it: whoever changes what is shown must change the link, and that breaks the chain.
 */
export function readJsonLd(text: string): Extracted | Fault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: "not-an-audit", line: 1 };
  }
  const document = Document.safeParse(value);
  const about = About.safeParse(document.data?.graph[0]);
  if (!document.success || !about.success) return { fault: "not-an-audit", line: 1 };
  // a name that occurs twice would show a reader one decision and a program another
  if (JSON.stringify(value, null, 2) !== text.trimEnd()) return { fault: "unreadable" };

  const links: string[] = [];
  const linked = new Set<string>();
  const loose: { id: string; used: string }[] = [];
  const names = new Map<string, Set<string>>();
  const nodes = document.data.graph.slice(1);
  for (const node of nodes.filter(({ type }) => type === "Activity")) {
    if (typeof node.link !== "string") {
      loose.push({ id: String(node.id), used: String(node.used) });
      continue;
    }
    const parsed = parseLine(node.link);
    if (parsed?.is !== "link") return { fault: "unreadable", decision: String(node.id) };
    const { item, position, decision } = parsed.link;
    const shown: Record<string, unknown> = {
      ...activity(urn(decision.target.type, decision.target.id), decision),
      link: node.link,
    };
    const other = [...new Set([...Object.keys(shown), ...Object.keys(node)])].find(
      (name) => JSON.stringify(shown[name]) !== JSON.stringify(node[name]),
    );
    if (other !== undefined) {
      const said = (from: Record<string, unknown>) => `${other} ${JSON.stringify(from[other]) ?? "none"}`.slice(0, 200);
      const fault: AuditFault = "shown-otherwise";
      return { fault, item, position, decision: decision.id, expected: said(shown), found: said(node) };
    }
    links.push(node.link);
    linked.add(String(node.used));
    const by = urn("person", decision.by.id);
    names.set(by, (names.get(by) ?? new Set()).add(cleanText(decision.by.name)));
  }
  const forged = loose.find(({ used }) => about.data.votesHidden !== true || linked.has(used));
  if (forged !== undefined) return { fault: "without-link", item: forged.used, decision: forged.id };
  for (const { id, type, label } of nodes) {
    const known = type === "Agent" ? names.get(String(id)) : undefined;
    if (known !== undefined && !known.has(String(label)))
      return { fault: "shown-otherwise", item: String(id), expected: [...known].join(", "), found: String(label) };
  }
  const [head, ...rest] = about.data.audit;
  return { lines: [head ?? "", ...links, ...rest], whole: about.data.scope === "all", unlinked: loose.length };
}
