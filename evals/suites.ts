import type { Engine } from "../functions/engines/engine.ts";
import type { Claim } from "../functions/evidence/claim.ts";
import { claimIdOf, type DraftId, derive, type ReportId, type ThemeId } from "../functions/evidence/ids.ts";
import { pageAt } from "../functions/evidence/reading.ts";
import { DEFAULT_THEMES } from "../functions/evidence/theme.ts";
import { addUsage, NO_USAGE, type Usage } from "../functions/evidence/usage.ts";
import { claimsFrom } from "../functions/extract/claims-from.ts";
import { checkStatement } from "../functions/fidelity/check-statement.ts";
import { draftOf } from "../functions/synthesize/write-draft.ts";
import type { Dataset } from "./datasets/dataset.ts";
import type { LabelledReport } from "./datasets/labelled-report.ts";
import { scoreAnchoring } from "./scorers/anchoring.ts";
import { type Finding, predictedOf, scoreClaims } from "./scorers/claims.ts";
import { scoreDraft } from "./scorers/drafts.ts";
import { scoreReviewCases } from "./scorers/review-cases.ts";
import { type Counts, f1, f1Of, type Metric, macroF1, precision, recall, share } from "./stats/metric.ts";

export interface MetricSpec {
  id: string;
  name: { da: string; en: string };
  metric: Metric;
  /** Differences smaller than this do not matter; declared before looking. */
  margin: number;
  lowerIsBetter?: boolean;
}

/** A count that has to be 0 in every document; one is enough to refuse a prompt. */
export interface Invariant {
  id: string;
  name: { da: string; en: string };
  bad: string;
  of: string;
}

export interface DocumentResult {
  id: string;
  counts: Counts;
  findings: Finding[];
}

export interface Suite {
  name: "claims" | "themes" | "anchoring" | "drafts";
  /** Changes whenever a count would come out differently for the same output. */
  scorerVersion: number;
  usesEngine: boolean;
  primary: MetricSpec;
  secondary: MetricSpec[];
  invariants: Invariant[];
  run(
    dataset: Dataset,
    engine: Engine,
    onProgress: (done: number, total: number) => void,
  ): Promise<{ documents: DocumentResult[]; usage: Usage }>;
}

const spec = (id: string, da: string, en: string, metric: Metric, margin: number): MetricSpec => ({
  id,
  name: { da, en },
  metric,
  margin,
});
const never = (id: string, da: string, en: string, bad: string, of: string): Invariant => ({
  id,
  name: { da, en },
  bad,
  of,
});
const reportIdOf = (document: LabelledReport) => `rep_${derive("eval", document.id)}` as ReportId;

type Extracted = { documents: (DocumentResult & { claims: Claim[] })[]; usage: Usage };
const extracted = new WeakMap<Engine, Map<string, Promise<Extracted>>>();

/** Suites that score the same claims have them extracted once by the same engine: a run is one reading of the reports. */
function extractAll(dataset: Dataset, engine: Engine, onProgress: (done: number, total: number) => void) {
  const byDataset = extracted.get(engine) ?? new Map<string, Promise<Extracted>>();
  extracted.set(engine, byDataset);
  const key = `${dataset.hash} ${dataset.documents.map(({ id }) => id).join()}`;
  const running = byDataset.get(key) ?? extractNow(dataset, engine, onProgress);
  byDataset.set(key, running);
  return running;
}

/** Claims of every document, through the same gate as production, with what their own text gets wrong. */
async function extractNow(
  dataset: Dataset,
  engine: Engine,
  onProgress: (done: number, total: number) => void,
): Promise<Extracted> {
  const texts = dataset.documents.map(({ reading }) => reading.text);
  const documents: Extracted["documents"] = [];
  let usage = NO_USAGE;
  for (const [index, document] of dataset.documents.entries()) {
    const extraction = await claimsFrom(engine, document.reading, {
      reportId: reportIdOf(document),
      themes: DEFAULT_THEMES,
    });
    // an engine that gave up is no worse and no better engine: the run is incomplete
    if (extraction.failure !== undefined) throw extraction.failure;
    usage = addUsage(usage, extraction.usage);
    const others = texts.filter((_, other) => other !== index);
    const predicted = predictedOf(extraction.claims);
    const { counts, findings } = scoreClaims(document, predicted, others);
    const cases = dataset.cases.filter((item) => item.document === document.reading.sha256);
    const judged = cases.length === 0 ? {} : scoreReviewCases(document, predicted, cases);
    documents.push({
      id: document.id,
      findings,
      claims: extraction.claims,
      counts: { ...counts, ...judged, ...textFaults(extraction.claims), heldBack: extraction.heldBack.length },
    });
    onProgress(index + 1, dataset.documents.length);
  }
  return { documents, usage };
}

/** What the claims' own wording says that their citations do not. */
export function textFaults(claims: readonly Pick<Claim, "text" | "citations">[]): Counts {
  const counts = { figures: 0, figuresMissing: 0, flips: 0 };
  for (const { text, citations } of claims) {
    const check = checkStatement(text, citations);
    counts.figures += check.figures.length;
    counts.figuresMissing += check.missingFigures.length;
    // a changed figure is a difference of polarity to the gate, too; here one fault is counted once
    if (check.checks.polarity === "differs" && check.missingFigures.length === 0) counts.flips++;
  }
  return counts;
}

const claims: Suite = {
  name: "claims",
  scorerVersion: 2,
  usesEngine: true,
  primary: spec("f1", "udsagn F1", "claims F1", f1, 0.05),
  secondary: [
    spec("precision", "præcision", "precision", precision, 0.05),
    spec("recall", "genfinding", "recall", recall, 0.05),
    spec("span", "tegn F1", "characters F1", f1Of("lettersBoth", "lettersPredicted", "lettersGold"), 0.05),
    spec(
      "with-kind",
      "udsagn med rigtig type F1",
      "claims of the right kind F1",
      f1Of("kindRight", "predicted", "known"),
      0.05,
    ),
    spec("kind-f1", "type, makro-F1", "kind, macro-F1", macroF1, 0.05),
    spec("kind", "type rigtig", "kind right", share("kindRight", "matched"), 0.05),
    spec("theme", "første tema rigtigt", "first theme right", share("themeRight", "matched"), 0.05),
    spec("kept", "godkendte beholdt", "accepted kept", share("kept", "accepted"), 0.05),
    { ...spec("returned", "afviste igen", "rejected again", share("returned", "rejected"), 0.05), lowerIsBetter: true },
  ],
  invariants: [
    never("pinned", "fastholdte afvisninger igen", "pinned rejections again", "pinnedReturned", "pinned"),
    never("fabricated", "opdigtede citater", "invented quotes", "quote:fabricated", "predicted"),
    never(
      "cross-document",
      "citater fra en anden rapport",
      "quotes of another report",
      "quote:other-document",
      "predicted",
    ),
    never("misplaced", "citater på et forkert sted", "misplaced quotes", "quote:elsewhere", "predicted"),
    never("numbers", "tal uden belæg", "figures without evidence", "figuresMissing", "figures"),
    never("flips", "vendt mening", "meaning turned", "flips", "predicted"),
    never("duplicates", "dubletter", "duplicates", "duplicates", "predicted"),
    never("long", "citater på over tre sætninger", "quotes over three sentences", "long", "predicted"),
  ],
  async run(dataset, engine, onProgress) {
    const { documents, usage } = await extractAll(dataset, engine, onProgress);
    return { usage, documents: documents.map(({ id, counts, findings }) => ({ id, counts, findings })) };
  },
};

const themes: Suite = {
  name: "themes",
  scorerVersion: 1,
  usesEngine: true,
  primary: spec("theme", "første tema rigtigt", "first theme right", share("themeRight", "matched"), 0.05),
  secondary: [spec("jaccard", "tematisk overlap", "theme overlap", share("jaccard", "matched"), 0.05)],
  invariants: [],
  async run(dataset, engine, onProgress) {
    const { documents, usage } = await extractAll(dataset, engine, onProgress);
    return {
      usage,
      documents: documents.map((document, i) => ({
        id: document.id,
        findings: [],
        counts: {
          matched: document.counts.matched ?? 0,
          themeRight: document.counts.themeRight ?? 0,
          jaccard: jaccardSum(dataset.documents[i]!, document.claims),
        },
      })),
    };
  },
};

function jaccardSum(report: LabelledReport, found: readonly Claim[]): number {
  let sum = 0;
  for (const gold of report.gold) {
    const claim = found.find(({ citations: [first] }) => first!.start < gold.end && gold.start < first!.end);
    if (claim === undefined) continue;
    const all = new Set<string>([...gold.themes, ...claim.themes]);
    sum += claim.themes.filter((theme) => gold.themes.includes(theme)).length / all.size;
  }
  return sum;
}

const anchoring: Suite = {
  name: "anchoring",
  scorerVersion: 1,
  usesEngine: false,
  primary: spec("accepted", "trofaste citater fundet", "faithful quotes found", share("accepted", "faithful"), 0.02),
  secondary: [
    spec("placed", "fundet på rette sted", "found in place", share("placed", "faithful"), 0.02),
    spec("named", "ændringer sagt ved navn", "changes named", share("named", "critical"), 0.05),
  ],
  invariants: [never("passed", "ændrede citater godtaget", "changed quotes accepted", "passed", "critical")],
  async run(dataset, _engine, onProgress) {
    const documents = dataset.documents.map((document, index) => {
      const counts = scoreAnchoring(document);
      onProgress(index + 1, dataset.documents.length);
      return { id: document.id, counts, findings: [] };
    });
    return { documents, usage: NO_USAGE };
  },
};

const drafts: Suite = {
  name: "drafts",
  scorerVersion: 1,
  usesEngine: true,
  primary: spec("coverage", "udsagn brugt", "claims used", share("used", "claims"), 0.1),
  secondary: [
    spec("spread", "rapporter brugt", "reports used", share("documentsUsed", "documents"), 0.1),
    spec("supported", "sætninger med ordbelæg", "sentences supported by words", share("supported", "statements"), 0.05),
  ],
  invariants: [
    never("uncited", "sætninger uden belæg", "sentences without evidence", "uncited", "statements"),
    never("invalid", "ugyldige henvisninger", "invalid citations", "invalid", "citations"),
    never("numbers", "tal uden belæg", "figures without evidence", "unlicensed", "figures"),
    never("flips", "vendt mening", "meaning turned", "polarity", "statements"),
  ],
  async run(dataset, engine, onProgress) {
    const gold = dataset.documents.flatMap(goldClaims);
    const reports = dataset.documents.map((document) => ({ ...document.reading, id: reportIdOf(document) }));
    const byId = new Map<string, (typeof reports)[number]>(reports.map((report) => [report.id, report]));
    const documents: DocumentResult[] = [];
    let usage = NO_USAGE;
    for (const [index, theme] of DEFAULT_THEMES.entries()) {
      const own = gold.filter((claim) => claim.themes[0] === theme.id);
      const request = { theme, claims: own, reports, language: "da" as const };
      const made = await draftOf(engine, `dra_${derive("eval", theme.id)}` as DraftId, request);
      usage = addUsage(usage, made.usage);
      const counts = scoreDraft(own, made.statements, made.dropped.length, byId);
      const uncited = (counts.statements ?? 0) - (counts.cited ?? 0);
      const invalid = (counts.citations ?? 0) - (counts.valid ?? 0);
      documents.push({ id: theme.id, counts: { ...counts, uncited, invalid }, findings: [] });
      onProgress(index + 1, DEFAULT_THEMES.length);
    }
    return { documents, usage };
  },
};

/** A document's judged claims as an expert would have accepted them. */
function goldClaims(document: LabelledReport): Claim[] {
  const { reading } = document;
  const reportId = reportIdOf(document);
  return document.gold.map(({ start, end, kind, themes: named }) => {
    const exact = reading.text.slice(start, end);
    return {
      id: claimIdOf(reportId, exact, 0),
      reportId,
      text: exact,
      kind,
      themes: named as ThemeId[],
      citations: [
        {
          reportId,
          start,
          end,
          exact,
          prefix: "",
          suffix: "",
          rects: [],
          fidelity: "verbatim",
          page: pageAt(reading, start),
        },
      ],
      flags: [],
      marks: [],
      checks: { figures: "ok", polarity: "ok", support: 1 },
      attribution: { by: "report" },
      figures: [],
      confidence: 1,
      origin: { engine: "person" },
      status: "accepted",
      version: 1,
    };
  });
}

export const SUITES: Readonly<Record<Suite["name"], Suite>> = { claims, themes, anchoring, drafts };
