import type { ProposedClaim } from "../../functions/engines/engine.ts";
import { localEngine } from "../../functions/engines/local/local-engine.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { type Match, matchGold, type Score, type ScoredClaim, scoreMatches } from "./claim-score.ts";
import { type GoldReport, readGoldReports } from "./gold-reports.ts";

type BenchClaim = ScoredClaim & { section: string };

const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

/** Claims of a report at a given threshold, with the top section each stands in. */
async function claimsOf({ reading }: GoldReport, threshold: number | undefined): Promise<BenchClaim[]> {
  const engine = localEngine(threshold === undefined ? {} : { threshold });
  const { claims } = await engine.proposeClaims({
    report: reading,
    passages: reading.passages,
    before: [],
    after: [],
    themes: DEFAULT_THEMES,
  });
  const passages = new Map(reading.passages.map((passage) => [passage.id as string, passage]));
  return claims.map((claim: ProposedClaim) => ({
    ...claim,
    section: passages.get(claim.quotes[0]!.passageId)?.section.slice(0, 2).join(" / ") ?? "",
    citations: claim.quotes.map(({ passageId, quote }) => ({ exact: quote, page: passages.get(passageId)!.page })),
  }));
}

function row(name: string, score: Score): string {
  const cells = [
    score.kappa,
    score.precision,
    score.recall,
    score.f1,
    score.kindAccuracy,
    score.kindMacroF1,
    score.themeFirst,
    score.themeAny,
  ];
  return `${name.padEnd(24)}${String(score.claims).padStart(7)}${cells.map((cell) => cell.toFixed(3).padStart(9)).join("")}`;
}

/** Groups of ten labelled sentences in order: neighbours share a fold, so a threshold is never set on its own section. */
function folds<C extends ScoredClaim>(matches: readonly Match<C>[], count: number): Match<C>[][] {
  const size = Math.ceil(matches.length / count);
  return Array.from({ length: count }, (_, i) => matches.slice(i * size, (i + 1) * size));
}

const THRESHOLDS = Array.from({ length: 17 }, (_, i) => 0.1 + i * 0.05);
const atThreshold = (matches: readonly Match<BenchClaim>[], threshold: number) =>
  matches.map(({ gold, claim }) => ({ gold, claim: claim && claim.confidence >= threshold ? claim : undefined }));

/** Chooses the threshold on all other sections and judges the one left out. */
function crossValidated(all: readonly Match<BenchClaim>[]): { matches: Match<BenchClaim>[]; chosen: number[] } {
  const parts = folds(all, 12);
  const chosen: number[] = [];
  const matches = parts.flatMap((part) => {
    const rest = parts.filter((other) => other !== part).flat();
    const best = THRESHOLDS.map((threshold) => ({
      threshold,
      kappa: scoreMatches(atThreshold(rest, threshold)).kappa,
    }));
    const top = Math.max(...best.map(({ kappa }) => kappa));
    const tied = best.filter(({ kappa }) => kappa > top - 1e-9);
    const { threshold } = tied[Math.floor(tied.length / 2)]!;
    chosen.push(threshold);
    return atThreshold(part, threshold);
  });
  return { matches, chosen };
}

function reliability(all: readonly Match<BenchClaim>[]): string[] {
  const bands = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.97, 1.0001];
  const judged = all.filter(({ gold, claim }) => claim && gold.claim !== "maybe");
  return bands.slice(0, -1).map((low, i) => {
    const inBand = judged.filter(({ claim }) => claim!.confidence >= low && claim!.confidence < bands[i + 1]!);
    const said = inBand.reduce((sum, { claim }) => sum + claim!.confidence, 0) / Math.max(1, inBand.length);
    const was = inBand.filter(({ gold }) => gold.claim === "yes").length / Math.max(1, inBand.length);
    const band = `${low.toFixed(2)}-${Math.min(1, bands[i + 1]!).toFixed(2)}`;
    return `  ${band}  ${String(inBand.length).padStart(4)}   said ${percent(said).padStart(7)}   was ${percent(was).padStart(7)}`;
  });
}

/** The built-in engine against labelled sentences of two reports, read from their PDFs. */
export async function run(args: string[]): Promise<void> {
  const reports = await readGoldReports();
  if (!reports) {
    console.log("skipped: the labelled sentences (../shared/gold) are not beside this checkout");
    return;
  }
  const shipped: Match<BenchClaim>[] = [];
  const everything: Match<BenchClaim>[] = [];
  console.log(
    `${"".padEnd(24)}${"claims".padStart(7)}${["kappa", "prec.", "recall", "F1", "kind", "kind-F1", "theme 1", "theme any"].map((h) => h.padStart(9)).join("")}`,
  );
  for (const report of reports) {
    const claims = await claimsOf(report, undefined);
    const matches = matchGold(claims, report.gold);
    console.log(row(report.name, { ...scoreMatches(matches), claims: claims.length }));
    shipped.push(...matches);
    everything.push(...matchGold(await claimsOf(report, 0), report.gold));
  }
  console.log(row("pooled", scoreMatches(shipped)));
  const { matches, chosen } = crossValidated(everything);
  console.log(row("pooled, threshold by CV", scoreMatches(matches)));
  console.log(
    `  thresholds chosen on the other sections: ${chosen.map((threshold) => threshold.toFixed(2)).join(" ")}`,
  );
  console.log(
    "\nwanted: kappa >= 0.60, kind >= 0.75, kind-F1 >= 0.68, theme 1 >= 0.80; the guide's two readings agree at 0.96 / 0.96 / 0.89",
  );
  console.log("\nper kind (right / wrongly so / missed):");
  for (const [kind, { right, wrong, missed }] of Object.entries(scoreMatches(shipped).perKind))
    console.log(
      `  ${kind.padEnd(16)}${String(right).padStart(4)} /${String(wrong).padStart(4)} /${String(missed).padStart(4)}`,
    );
  console.log("\nconfidence against what the readers said (all passages):");
  for (const line of reliability(everything)) console.log(line);
  if (args.includes("--errors")) printErrors(shipped);
}

function printErrors(matches: readonly Match<BenchClaim>[]): void {
  for (const { gold, claim } of matches) {
    const text = gold.text.slice(0, 110);
    if (gold.claim === "no" && claim)
      console.log(`  not a claim   ${claim.kind} ${claim.confidence.toFixed(2)}  ${text}`);
    if (gold.claim !== "yes") continue;
    if (!claim) console.log(`  missed        ${text}`);
    else if (!gold.kinds?.includes(claim.kind))
      console.log(`  kind          ${gold.kinds?.join("/")} said ${claim.kind}  ${text}`);
    else if (!gold.themes?.includes(claim.themes[0] ?? ""))
      console.log(`  theme         ${gold.themes?.join("/")} said ${claim.themes.join("/")}  ${text}`);
  }
}
