import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { iou } from "../../functions/evidence/span.ts";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { prepareText } from "../../functions/fidelity/prepare-text.ts";
import type { Anchor } from "../../functions/fidelity/verdict.ts";
import { type Cases, readCases } from "./anchoring/cases.ts";
import { danishLikeText, withWrongWord } from "./anchoring/danish-like-text.ts";
import { PEERS } from "./anchoring/peers.ts";

const SHARED_CASES = resolve(import.meta.dirname, "../../../shared/bench/quotes.json");

/** `npm run bench -- anchor [--cases FILE] [--json OUT] [--no-speed]` */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { cases: { type: "string" }, json: { type: "string" }, "no-speed": { type: "boolean" } },
  });
  const file = values.cases ?? SHARED_CASES;
  if (!existsSync(file)) {
    console.error(
      `belaeg: file-missing: ${file}${values.cases === undefined ? " (the shared cases are not beside this checkout)" : ""}`,
    );
    process.exitCode = 2;
    return;
  }
  const cases = readCases(file);
  const anchors = anchorAll(cases);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results(cases, anchors), null, 1)}\n`);
  console.log(`Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? "unknown processor"}\n`);
  printMatchers(cases, anchors);
  printKinds(cases, anchors);
  if (values["no-speed"] !== true) printSpeed();
}

function anchorAll(cases: Cases): Anchor[][] {
  return cases.map(({ doc, ocr, items }) => {
    const text = prepareText(doc);
    return items.map(({ quote }) => anchorQuote(text, quote, ocr === undefined ? {} : { ocr }));
  });
}

/** As the contract has it: *accepted* is found with another fidelity than `differs`. */
function results(cases: Cases, anchors: readonly Anchor[][]) {
  return cases.map(({ name, group }, i) => ({
    name,
    group,
    results: anchors[i]!.map((anchor) =>
      anchor.found
        ? {
            found: true,
            start: anchor.start,
            end: anchor.end,
            fidelity: anchor.fidelity,
            ...(anchor.edits.length > 0 ? { edits: anchor.edits } : {}),
            ...(anchor.reason === undefined ? {} : { reason: anchor.reason }),
          }
        : { found: false, fidelity: "differs", reason: anchor.reason },
    ),
  }));
}

const isAccepted = (anchor: Anchor) => anchor.found && anchor.fidelity !== "differs";
const share = (n: number, all: number) => (all === 0 ? "–" : `${n}/${all} (${((100 * n) / all).toFixed(1)} %)`);

function overlapOf(span: { start: number; end: number }, gold: readonly [number, number] | null): number {
  return gold === null ? 0 : iou(span, { start: gold[0], end: gold[1] });
}

/** One row a matcher: which quotes it takes, and which of the true ones it puts in the right place. */
function printMatchers(cases: Cases, anchors: readonly Anchor[][]) {
  const spans = new Map<string, ({ start: number; end: number } | undefined)[][]>();
  spans.set(
    "Belæg, accepted",
    anchors.map((row) => row.map((a) => (a.found && isAccepted(a) ? a : undefined))),
  );
  spans.set(
    "Belæg, found at all",
    anchors.map((row) => row.map((a) => (a.found ? a : undefined))),
  );
  for (const peer of PEERS) {
    spans.set(
      peer.name,
      cases.map(({ doc, items }) => items.map(({ quote }) => peer.find(doc, quote))),
    );
  }
  const unfaithful = cases.filter(({ group }) => group === "unfaithful").map(({ name }) => name);
  console.log(`| matcher | faithful: accepted / right place (IoU ≥ 0.8) | ${unfaithful.join(" | ")} |`);
  console.log(`|---|---|${unfaithful.map(() => "---|").join("")}`);
  for (const [name, rows] of spans) {
    let all = 0;
    let accepted = 0;
    let right = 0;
    for (const [i, group] of cases.entries()) {
      if (group.group !== "faithful") continue;
      for (const [j, { gold }] of group.items.entries()) {
        const span = rows[i]![j];
        all++;
        if (span === undefined) continue;
        accepted++;
        if (overlapOf(span, gold) >= 0.8) right++;
      }
    }
    const columns = cases.flatMap((group, i) =>
      group.group === "unfaithful"
        ? [`${rows[i]!.filter((span) => span !== undefined).length}/${group.items.length}`]
        : [],
    );
    console.log(`| ${name} | ${accepted} / ${share(right, all)} | ${columns.join(" | ")} |`);
  }
  console.log("\nThe peers answer where, and take near matches by design; the second verdict is ours alone.\n");
}

/** Our own results by kind of change, with what we lose. */
function printKinds(cases: Cases, anchors: readonly Anchor[][]) {
  console.log("| kind of change | group | quotes | accepted | right place (IoU ≥ 0.95) | fidelity | reasons |");
  console.log("|---|---|---|---|---|---|---|");
  const losses: string[] = [];
  for (const [i, { name, group, items }] of cases.entries()) {
    const row = anchors[i]!;
    const placed = row.filter((anchor, j) => anchor.found && overlapOf(anchor, items[j]!.gold) >= 0.95).length;
    const fidelities = counted(row.map((anchor) => (anchor.found ? anchor.fidelity : anchor.reason)));
    const reasons = counted(
      row.flatMap((anchor) => (anchor.found && anchor.reason !== undefined ? [anchor.reason] : [])),
    );
    console.log(
      `| ${name} | ${group} | ${items.length} | ${row.filter(isAccepted).length} | ${placed} | ${fidelities} | ${reasons} |`,
    );
    for (const [j, anchor] of row.entries()) {
      const lost = group === "faithful" ? !isAccepted(anchor) : group === "unfaithful" && isAccepted(anchor);
      if (lost) losses.push(`  ${name}: ${items[j]!.quote.slice(0, 100)}`);
    }
  }
  console.log(losses.length === 0 ? "\nNo losses." : `\nOur losses (${losses.length}):\n${losses.join("\n")}`);
}

function counted(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => `${value} ${count}`).join(", ");
}

const RUNS = 20;
/** A peer that takes longer than this for one quote is measured less often. */
const PATIENCE_MS = 400;

/** A quote with one wrong word, in texts of three sizes: milliseconds a quote, median. */
function printSpeed() {
  console.log(
    `\n| words in text / quote | Belæg, text prepared | Belæg, with preparing | ${PEERS.map(({ name }) => name).join(" | ")} |`,
  );
  console.log(`|---|---|---|${PEERS.map(() => "---|").join("")}`);
  for (const [words, length] of [
    [5_000, 25],
    [20_000, 25],
    [20_000, 50],
    [100_000, 50],
  ] as const) {
    const text = danishLikeText(words);
    const quotes = Array.from({ length: RUNS }, (_, i) => withWrongWord(text, length, i + 1));
    const prepared = prepareText(text);
    const ours = medianOf(quotes, (quote) => anchorQuote(prepared, quote));
    const whole = medianOf(quotes, (quote) => anchorQuote(prepareText(text), quote));
    const theirs = PEERS.map((peer) => medianOf(quotes, (quote) => peer.find(text, quote)));
    const shown = theirs.map(
      ({ ms, runs }) => `${ms.toFixed(1)} (× ${(ms / ours.ms).toFixed(0)}${runs < RUNS ? `, ${runs} runs` : ""})`,
    );
    console.log(`| ${words} / ${length} | ${ours.ms.toFixed(2)} ms | ${whole.ms.toFixed(1)} | ${shown.join(" | ")} |`);
  }
  printMemory();
}

function medianOf(quotes: readonly string[], find: (quote: string) => unknown): { ms: number; runs: number } {
  find(quotes[0]!); // once to warm up
  const times: number[] = [];
  let spent = 0;
  for (const quote of quotes) {
    const before = performance.now();
    find(quote);
    times.push(performance.now() - before);
    spent += times.at(-1)!;
    if (spent > PATIENCE_MS * 10 && times.length >= 3) break;
  }
  times.sort((a, b) => a - b);
  return { ms: times[times.length >> 1]!, runs: times.length };
}

/** At its highest, in a process that does nothing else. */
function printMemory() {
  const program = resolve(import.meta.dirname, "anchoring/memory.ts");
  const peaks = [20_000, 100_000].map((words) => {
    const bytes = Number(execFileSync(process.execPath, [program, String(words)], { encoding: "utf8" }));
    return `${words} words ${(bytes / 2 ** 20).toFixed(0)} MB`;
  });
  console.log(`\nMemory of the whole process at its highest, 20 quotes: ${peaks.join(", ")}.`);
}
