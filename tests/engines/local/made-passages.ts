import type { ClaimRequest } from "../../../functions/engines/engine.ts";
import type { Claim, Kind } from "../../../functions/evidence/claim.ts";
import { claimIdOf, passageIdOf, type ReportId, type ThemeId } from "../../../functions/evidence/ids.ts";
import type { Passage, PassageKind } from "../../../functions/evidence/passage.ts";
import type { ReportKind } from "../../../functions/evidence/reading.ts";
import { DEFAULT_THEMES, type ThemeDefinition } from "../../../functions/evidence/theme.ts";

/** Passages of one section, in order; a text may come with its kind. */
export function passagesUnder(section: string[], ...texts: (string | [PassageKind, string])[]): Passage[] {
  let start = 0;
  return texts.map((entry) => {
    const [kind, text] = typeof entry === "string" ? (["body", entry] as const) : entry;
    const end = start + text.length;
    const passage = {
      id: passageIdOf(section.join(), start, end),
      page: 1,
      start,
      end,
      text,
      kind,
      section,
      rects: [],
    };
    start = end + 1;
    return passage;
  });
}

export const requestFor = (
  passages: readonly Passage[],
  report: { title?: string; kind?: ReportKind; language?: "da" | "en" } = {},
  themes: readonly ThemeDefinition[] = DEFAULT_THEMES,
): ClaimRequest => ({
  report: { title: "Notat", language: "da", pageCount: 1, ...report },
  passages,
  before: [],
  after: [],
  themes,
});

export const REPORT_A = "rep_a" as ReportId;
export const REPORT_B = "rep_b" as ReportId;

/** A pending claim that rests on its own words. */
export function claimOf(text: string, kind: Kind, more: Partial<Claim> = {}): Claim {
  const reportId = more.reportId ?? REPORT_A;
  return {
    id: claimIdOf(reportId, text, 0),
    reportId,
    text,
    kind,
    themes: ["palliation" as ThemeId],
    citations: [
      {
        reportId,
        start: 0,
        end: text.length,
        page: 1,
        exact: text,
        prefix: "",
        suffix: "",
        rects: [],
        fidelity: "verbatim",
      },
    ],
    flags: [],
    marks: [],
    checks: { figures: "ok", polarity: "ok", support: 1 },
    attribution: { by: "report" },
    figures: [],
    confidence: 0.9,
    origin: { engine: "local" },
    status: "pending",
    version: 0,
    ...more,
  };
}
