import type { ThemeId } from "../../evidence/ids.ts";
import { canBeEvidence } from "../../evidence/passage.ts";
import { NO_USAGE } from "../../evidence/usage.ts";
import type { ClaimAnswer, ClaimRequest, ProposedClaim } from "../engine.ts";
import { type InContext, inContext } from "./context.ts";
import { claimModel, judge } from "./judge.ts";
import { standalone } from "./standalone.ts";
import { asserts } from "./table-rows.ts";
import { chosenThemes, type ThemeSubject, type themeRanker } from "./themes.ts";

/** From which probability on a passage is proposed: set by cross-validation over sections of labelled reports. */
const THRESHOLD = 0.6;

/** How far around a passage its topic is looked for. */
const REACH = 4;

/** What the themes of each passage are sought by: its words, headings and neighbours. */
export function themeSubjects(passages: readonly InContext[], title?: string): ThemeSubject[] {
  const under = passages.map(({ section, minorHeading }) => (minorHeading ? [...section, minorHeading] : [...section]));
  const place = under.map((section) => section.join("\n"));
  return passages.map(({ text, intro, previous }, i) => {
    const around: string[] = [];
    for (let j = Math.max(0, i - REACH); j <= Math.min(passages.length - 1, i + REACH); j++)
      if (j !== i && place[j] === place[i] && passages[j]!.kind !== "heading") around.push(passages[j]!.text);
    return {
      text,
      section: under[i]!,
      near: [intro, previous?.text ?? ""].filter((other) => other !== ""),
      around,
      ...(title ? { title } : {}),
    };
  });
}

/** The passages of a batch that assert something, as claims in the source's own words. */
export function claimsOf(
  request: ClaimRequest,
  rank: ReturnType<typeof themeRanker>,
  threshold = THRESHOLD,
): ClaimAnswer {
  const { before, passages, after, report } = request;
  const model = claimModel();
  // research holds sentences of every kind: that a report is one tells nothing of a sentence, as measured on held-out reports
  const sort = report.kind === "research" ? undefined : report.kind;
  const seen = inContext([...before, ...passages, ...after], sort);
  const subjects = themeSubjects(seen, report.title);
  const claims: ProposedClaim[] = [];
  let lastTheme: ThemeId | undefined;
  passages.forEach((passage, i) => {
    const context = seen[before.length + i]!;
    const ranked = rank(subjects[before.length + i]!);
    const themes = chosenThemes(ranked);
    lastTheme = themes[0] ?? lastTheme;
    if (!canBeEvidence(passage)) return;
    if (passage.kind === "table-row" && !asserts(passage, [...passages.slice(i + 1), ...after])) return;
    const { claim, kind } = judge(model, context);
    if (claim < threshold) return;
    const fallback = lastTheme ?? ranked[0]?.id;
    claims.push({
      text: standalone(passage.text, passage.section),
      kind,
      themes: themes.length > 0 || fallback === undefined ? themes : [fallback],
      quotes: [{ passageId: passage.id, quote: passage.text }],
      confidence: Math.round(claim * 1000) / 1000,
      ...(passage.kind === "table-row" && /\d/.test(passage.text) ? { flags: ["number-in-table" as const] } : {}),
    });
  });
  return { claims, unanswered: [], usage: NO_USAGE };
}
