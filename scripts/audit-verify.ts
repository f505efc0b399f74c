import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readJsonLd } from "../functions/review/export/json-ld-audit.ts";
import { against, brokenBetween, momentOf, readStatement, type Statement } from "../functions/store/audit-against.ts";
import { AuditChecker, type AuditFault, type Checked, type Fault } from "../functions/store/audit-check.ts";
import { parseLine } from "../functions/store/audit-lines.ts";
import { readLines, UnreadableFileError } from "./read-lines.ts";

const USAGE = "npm run audit:verify -- EXPORT [--digest FILE|FOLDER …] [--heads HEX]";

/** A JSON-LD export is one value and must be held whole; an audit file is read line by line and may be of any size. */
const MOST_JSON_LD_BYTES = 256_000_000;

const SAYS: Record<AuditFault, string> = {
  "not-an-audit": "this is neither an audit file nor a JSON-LD export of Belæg",
  unreadable: "this is not as Belæg writes it",
  "cut-short": "the file has no end: it was cut",
  "wrong-item": "the decision is about something else than its link says",
  repeated: "the decision occurs twice",
  "wrong-previous": "the link before it is missing, moved or put in",
  "wrong-position": "the link stands in another place than it says",
  "wrong-hash": "the decision is not the one that was made",
  "chain-cut": "the newest decisions on the item are missing",
  "chain-unlisted": "the decision was put in after the file was made",
  "wrong-count": "decisions are missing, or were put in",
  "wrong-heads": "the ends of the chains are not those that the last line covers",
  "shown-otherwise": "the decision shown is not the one in its link",
  "without-link": "a decision is shown that is in no chain",
  "not-a-digest": "this is neither a digest nor an earlier export of Belæg",
  "another-workspace": "the digest is of another workspace",
  "digest-chain": "the digest names another one before it: one is missing in between, or was changed",
  rewritten: "the chain is another than it was when the digest was made",
  "missing-since": "decisions that were there when the digest was made are missing",
  "added-before": "the decision bears a date before the digest, and is not in it",
};
const NOTHING_TO_CHECK = new Set<AuditFault>(["not-an-audit", "not-a-digest"]);

class UsageError extends Error {}

const isFault = (result: object): result is Fault => "fault" in result;

interface Outcome {
  result: Checked | Fault;
  /** What was read, also of an export that does not hold: a digest may name what is wrong more closely. */
  read?: Checked | undefined;
  unlinked: number;
}

async function checkExport(file: string): Promise<Outcome> {
  for await (const first of readLines(file)) {
    return parseLine(first)?.is === "head" ? checkLines(readLines(file)) : checkJsonLd(file);
  }
  return { result: { fault: "not-an-audit", line: 1 }, unlinked: 0 };
}

async function checkLines(
  lines: AsyncIterable<string> | Iterable<string>,
  whole = true,
  unlinked = 0,
): Promise<Outcome> {
  const checker = new AuditChecker();
  for await (const line of lines) {
    const fault = checker.line(line);
    if (fault !== undefined) return { result: fault, unlinked };
  }
  return { result: checker.finish(whole), read: checker.sofar(whole), unlinked };
}

async function checkJsonLd(file: string): Promise<Outcome> {
  if ((await stat(file)).size > MOST_JSON_LD_BYTES)
    throw new UnreadableFileError(
      "a JSON-LD export of over 256 MB; take the audit file instead, which may be of any size",
    );
  const told = readJsonLd(await readFile(file, "utf8"));
  if (isFault(told)) return { result: told, unlinked: 0 };
  const outcome = await checkLines(told.lines, told.whole, told.unlinked);
  // its lines are not those of a file
  if (isFault(outcome.result)) delete outcome.result.line;
  return outcome;
}

/** Digests in the order of their moments; of a folder, every file that is one. */
async function statementsIn(paths: readonly string[]): Promise<Statement[] | Fault> {
  const files: string[] = [];
  for (const path of paths) {
    if (!(await stat(path)).isDirectory()) files.push(path);
    else {
      const inside = await readdir(path, { recursive: true });
      // the embedded S3 keeps an object under its name with an ending of its own
      files.push(...inside.filter((name) => /\.jsonl(\._S3rver_object)?$/.test(name)).map((name) => join(path, name)));
    }
  }
  const statements: Statement[] = [];
  for (const file of files) {
    const statement = await readStatement(file, readLines(file));
    if (isFault(statement)) return statement;
    statements.push(statement);
  }
  return statements.sort((a, b) => (momentOf(a) < momentOf(b) ? -1 : 1));
}

function firstDisagreement(read: Checked, statements: readonly Statement[]): Fault | undefined {
  let before: Statement | undefined;
  for (const statement of statements) {
    const fault = brokenBetween(before, statement) ?? against(read, statement);
    if (fault !== undefined) return fault;
    if (statement.head.belaeg === "digest") before = statement;
  }
  return undefined;
}

function tell(file: string, { fault, line, item, position, decision, expected, found, digest }: Fault): number {
  const place = [
    ...(item === undefined ? [] : [item]),
    ...(position === undefined ? [] : [`decision ${position}`]),
    ...(decision === undefined ? [] : [decision]),
  ].join(", ");
  const where = digest !== undefined && NOTHING_TO_CHECK.has(fault) ? digest : file;
  console.error(
    `${where}${line === undefined ? "" : `:${line}`}: ${place}${place === "" ? "" : ": "}${SAYS[fault]} (${fault})`,
  );
  if (expected !== undefined) console.error(`  expected ${expected}\n  found    ${found ?? "none"}`);
  if (digest !== undefined && where !== digest) console.error(`  says     ${digest}`);
  if (fault === "missing-since" && position === 1)
    console.error("  An export hides claims that wait for a second reviewer; npm run audit:export hides nothing.");
  return NOTHING_TO_CHECK.has(fault) ? 3 : 1;
}

/**
 * Checks an export of a workspace's decisions without network: an audit file or a JSON-LD export, alone or against
 * digests and earlier exports. Ends with 0 where every link holds; 1 at the first that does not, which it names; 2 for
 * a wrong command or a missing file; 3 for a file in which there is nothing to check.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { digest: { type: "string", multiple: true }, heads: { type: "string" } },
  });
  const [file, ...more] = positionals;
  const digests = [...(values.digest ?? []), ...more];
  // `--digest a b c`: the shell has spread a pattern
  if (file === undefined || (more.length > 0 && values.digest === undefined)) throw new UsageError();
  const { result, read, unlinked } = await checkExport(file);
  const statements = await statementsIn(digests);
  if (isFault(statements)) return tell(file, statements);
  if (isFault(result) && result.item !== undefined) return tell(file, result);
  // what the export only counts, a digest may name
  const disagreement = read === undefined ? undefined : firstDisagreement(read, statements);
  if (disagreement !== undefined) return tell(file, disagreement);
  if (isFault(result)) return tell(file, result);
  if (values.heads !== undefined && values.heads !== result.heads)
    return tell(file, { fault: "wrong-heads", expected: values.heads, found: result.heads });
  const { workspace, items, decisions, heads, whole } = result;
  console.log(`${workspace}: ${decisions} decisions on ${items.size} items, every link holds`);
  if (!whole) console.log("accepted evidence only: what was not accepted is not in it, and was not looked for");
  if (unlinked > 0) console.log(`${unlinked} decisions are shown without a link: a second reviewer has not voted`);
  const first = statements[0];
  if (first !== undefined)
    console.log(
      `${statements.length} statements from elsewhere agree, ${momentOf(first)} to ${momentOf(statements.at(-1)!)}`,
    );
  console.log(`heads ${heads}`);
  return 0;
}

process.exitCode = await main().catch((error: unknown) => {
  const { code, message, path } = error as { code?: string; message: string; path?: string };
  if (error instanceof UnreadableFileError) {
    console.error(`belaeg: cannot be checked: ${message}`);
    return 3;
  }
  if (error instanceof UsageError || code?.startsWith("ERR_PARSE_ARGS")) console.error(`belaeg: usage: ${USAGE}`);
  else if (code === "ENOENT" || code === "EISDIR" || code === "EACCES")
    console.error(`belaeg: cannot open ${path ?? "it"}`);
  else throw error;
  return 2;
});
