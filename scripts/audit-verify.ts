import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type AuditFault, checkAudit } from "../functions/store/audit-check.ts";

const USAGE = "belaeg: usage: npm run audit:verify -- FILE [--digest HEX] [--since EARLIER-FILE]";

const SAYS: Record<AuditFault, string> = {
  "not-an-audit": "this is no audit file of Belæg",
  unreadable: "the line is no link of a chain",
  "no-end": "the file has no end: it was cut",
  "wrong-item": "the decision is about something else than its link says",
  "wrong-previous": "the link before it is missing, moved or put in",
  "wrong-hash": "the decision is not the one that was made",
  repeated: "the decision occurs twice",
  "wrong-count": "decisions are missing",
  "wrong-heads": "an item's newest decisions are missing or others",
  "another-digest": "the digest of heads is not the one given",
  "another-workspace": "the earlier file is of another workspace",
  "cut-since": "a decision that stood in the earlier file is missing",
};

/** Checks an audit file without network. Ends with 0 where every link holds, 1 at a bad one, 2 where it cannot look. */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { digest: { type: "string" }, since: { type: "string" } },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error("one file");
  const earlier = values.since === undefined ? undefined : await readFile(values.since, "utf8");
  const verdict = checkAudit(await readFile(file, "utf8"), { digest: values.digest, earlier });
  if (verdict.ok) {
    const { workspace, items, decisions, heads } = verdict;
    console.log(`${workspace}: ${decisions} decisions on ${items} items, every link holds\nheads ${heads}`);
    return 0;
  }
  const { fault, line, item, decision } = verdict;
  const about = item === undefined ? "" : `, ${item}${decision === undefined ? "" : `, decision ${decision}`}`;
  console.error(`${file}:${line}${about}: ${SAYS[fault]} (${fault})`);
  return 1;
}

process.exitCode = await main().catch((error: unknown) => {
  const code = (error as { code?: string }).code;
  console.error(code === "ENOENT" || code === "EISDIR" ? "belaeg: there is no such file" : USAGE);
  return 2;
});
