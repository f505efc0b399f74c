import type { Judged, Judgement } from "../judge-run.ts";
import { type EvalLanguage, say, signed } from "../words.ts";

const WIDTH = 320;
const HEIGHT = 44;
/** Differences beyond ±this are drawn at the edge. */
const REACH = 0.4;

const x = (difference: number) => WIDTH / 2 + (Math.max(-REACH, Math.min(REACH, difference)) / REACH) * (WIDTH / 2 - 8);
const round = (value: number) => Math.round(value * 10) / 10;

/** One measure: the margin as a grey field, the interval as a line, the answer as a mark of its own, a dot per document. */
export function forestPlot(judgement: Judgement, { metric, comparison: c }: Judged, language: EvalLanguage): string {
  const good = metric.lowerIsBetter ? -1 : 1;
  const dots = judgement.run.documents.flatMap((document) => {
    const before = judgement.baseline?.documents.find(({ id }) => id === document.id)?.counts;
    const [a, b] = [before === undefined ? null : metric.metric(before), metric.metric(document.counts)];
    return a === null || b === null ? [] : [(b - a) * good];
  });
  const middle = round(x(c.difference * good));
  const marks = {
    better: `<path d="M${middle} 8l7 7-7 7-7-7z" class="ok"/>`,
    worse: `<path d="M${middle - 7} 9h14l-7 13z" class="no"/>`,
    same: `<rect x="${middle - 6}" y="9" width="12" height="12" class="plain"/>`,
    undecided: `<circle cx="${middle}" cy="15" r="6" class="doubt" fill="none" stroke-width="2"/>`,
  };
  const [from, to] = [round(x(c.low * good)), round(x(c.high * good))];
  const label = `${metric.name[language]}: ${signed(language, c.difference)}, ${say(language, c.verdict, { margin: "" })}`;
  return `<svg role="img" aria-label="${label}" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}">
<rect x="${round(x(-metric.margin))}" y="0" width="${round(x(metric.margin) - x(-metric.margin))}" height="${HEIGHT}" class="margin"/>
<line x1="${WIDTH / 2}" x2="${WIDTH / 2}" y1="0" y2="${HEIGHT}" class="zero"/>
<line x1="${Math.min(from, to)}" x2="${Math.max(from, to)}" y1="15" y2="15" class="interval${c.verdict === "undecided" ? " dashed" : ""}"/>
${marks[c.verdict]}
${dots.map((dot) => `<circle cx="${round(x(dot))}" cy="35" r="2.5" class="dot"/>`).join("")}
</svg>`;
}
