import type { LabelledReport } from "../datasets/labelled-report.ts";
import type { Judged, Judgement } from "../judge-run.ts";
import { headline, verdictText } from "../print.ts";
import type { Finding } from "../scorers/claims.ts";
import type { DocumentResult } from "../suites.ts";
import { type EvalLanguage, number, percent, say, signed } from "../words.ts";
import { forestPlot } from "./forest-plot.ts";
import { STYLE } from "./style.ts";

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[c]!);

export interface ReportInput {
  judgement: Judgement;
  documents: readonly LabelledReport[];
  /** Unified diff of the prompt files against those of the blessed version; empty where nothing changed. */
  promptDiff: string;
}

/** One file that needs no server and no script: verdict first, then rules, measures, and what was lost before what was won. */
export function htmlReport(input: ReportInput): string {
  return `<!doctype html>
<html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Belæg: ${escapeHtml(input.judgement.run.fingerprint.suite)}</title><style>${STYLE}</style></head><body>
<nav class="languages"><a href="#da" hreflang="da">Dansk</a> <a href="#en" hreflang="en" lang="en">English</a></nav>
${page(input, "da")}
${page(input, "en")}
</body></html>
`;
}

function page(input: ReportInput, language: EvalLanguage): string {
  const { judgement } = input;
  const { run } = judgement;
  const { suite, dataset, datasetHash, engine, model } = run.fingerprint;
  const facts = `${dataset}@${datasetHash} · ${run.documents.length} ${say(language, "documents")} · ${engine}${model === "none" ? "" : ` ${model}`}`;
  const state = ["ok", "no", "doubt"][judgement.outcome];
  return `<main id="${language}" lang="${language}">
<header><p class="meta">${say(language, "title")} · ${escapeHtml(suite)} · ${escapeHtml(facts)}</p>
<h1 class="${state}"><span aria-hidden="true">${["✓", "✗", "○"][judgement.outcome]}</span> ${escapeHtml(headline(judgement, language))}</h1></header>
${rules(judgement, language)}
${measures(judgement, language)}
${changes(input, language)}
${promptChange(input.promptDiff, language)}
</main>`;
}

function rules({ rules: all }: Judgement, language: EvalLanguage): string {
  const items = all.map(({ invariant, before, after, of, atMost, where }) => {
    const note =
      atMost === undefined ? where.join(", ") : say(language, "atMost", { of, bound: percent(language, atMost) });
    return `<li class="${after > 0 ? "no" : "ok"}"><span aria-hidden="true">${after > 0 ? "✗" : "✓"}</span> ${escapeHtml(invariant.name[language])}: ${before} → <b>${after}</b> / ${of} <span class="meta">${escapeHtml(note)}</span></li>`;
  });
  return `<section><h2>${say(language, "rules")}</h2><ul class="rules">${items.join("\n")}</ul></section>`;
}

function measures(judgement: Judgement, language: EvalLanguage): string {
  const row = (judged: Judged) => {
    const { metric, comparison: c, primary } = judged;
    return `<tr><th scope="row">${escapeHtml(metric.name[language])}${primary ? " ★" : ""}</th><td>${number(language, c.before)}</td><td>${number(language, c.after)}</td><td>${signed(language, c.difference)}</td><td>[${signed(language, c.low)} ; ${signed(language, c.high)}]</td><td>${forestPlot(judgement, judged, language)}</td><td>${escapeHtml(verdictText(judged, language))}</td></tr>`;
  };
  const heads = (["before", "after", "difference", "interval", "perDocument", "verdict"] as const).map(
    (word) => `<th scope="col">${say(language, word)}</th>`,
  );
  return `<section><h2>${say(language, "measures")}</h2><div class="scroll"><table><thead><tr><td></td>${heads.join("")}</tr></thead><tbody>${judgement.metrics.map(row).join("\n")}</tbody></table></div><p class="meta">${say(language, "exploratory")}</p></section>`;
}

const isFound = (finding: Finding | undefined) => finding?.outcome === "right" || finding?.outcome === "wrong-kind";
const keyOf = ({ start, end }: Finding) => `${start}-${end}`;

/** Documents with the most lost first: a gain never hides a loss. */
function changes({ judgement, documents }: ReportInput, language: EvalLanguage): string {
  const sections = judgement.run.documents
    .map((document) =>
      changesOf(
        document,
        judgement.baseline?.documents.find(({ id }) => id === document.id),
      ),
    )
    .filter(({ document }) => document.findings.length > 0)
    .sort(
      (a, b) =>
        b.lost.length - a.lost.length || b.gained.length - a.gained.length || (a.document.id < b.document.id ? -1 : 1),
    )
    .map(({ document, lost, gained }) => {
      const report = documents.find(({ id }) => id === document.id);
      const summary = `${escapeHtml(document.id)} <span class="no">− ${lost.length} ${say(language, "missed")}</span> <span class="ok">+ ${gained.length}</span>`;
      return `<details${lost.length > 0 ? " open" : ""}><summary>${summary}</summary>${report === undefined ? "" : coloured(report, document.findings, language)}</details>`;
    });
  return sections.length === 0
    ? ""
    : `<section><h2>${say(language, "lost")} · ${say(language, "gained")}</h2>${sections.join("\n")}</section>`;
}

function changesOf(document: DocumentResult, before: DocumentResult | undefined) {
  const was = new Map(before?.findings.map((finding) => [keyOf(finding), finding]));
  const known = before !== undefined;
  const lost = document.findings.filter((f) => known && f.outcome === "missed" && isFound(was.get(keyOf(f))));
  const gained = document.findings.filter((f) => known && isFound(f) && !isFound(was.get(keyOf(f))));
  return { document, lost, gained };
}

/** The document's text with what was found, what was not, and what is more than the gold: by border and word, not colour alone. */
function coloured(report: LabelledReport, findings: readonly Finding[], language: EvalLanguage): string {
  const { text } = report.reading;
  let at = 0;
  let html = "";
  for (const finding of [...findings].sort((a, b) => a.start - b.start)) {
    if (finding.start < at) continue;
    html += escapeHtml(text.slice(at, finding.start));
    const word = { right: "right", "wrong-kind": "wrongKind", missed: "missed", extra: "extra" } as const;
    const kinds = finding.predictedKind ? `${finding.predictedKind} ≠ ${finding.kind}` : finding.kind;
    html += `<mark class="${finding.outcome}">${escapeHtml(text.slice(finding.start, finding.end))}<small> ${say(language, word[finding.outcome])}: ${kinds}</small></mark>`;
    at = finding.end;
  }
  return `<p class="text" lang="${report.reading.language}">${(html + escapeHtml(text.slice(at))).replace(/\n+/g, "<br>")}</p>`;
}

function promptChange(diff: string, language: EvalLanguage): string {
  if (diff === "")
    return `<section><h2>${say(language, "promptChange")}</h2><p>${say(language, "noPromptChange")}</p></section>`;
  const lines = diff.split("\n").map((line) => {
    const kind = /^\+(?!\+\+)/.test(line) ? "ins" : /^-(?!--)/.test(line) ? "del" : "span";
    return `<${kind}>${escapeHtml(line)}</${kind}>`;
  });
  return `<section><h2>${say(language, "promptChange")}</h2><pre>${lines.join("\n")}</pre></section>`;
}
