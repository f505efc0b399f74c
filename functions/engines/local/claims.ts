import type { ThemeId } from "../../evidence/ids.ts";
import { canBeEvidence } from "../../evidence/passage.ts";
import { NO_USAGE } from "../../evidence/usage.ts";
import type { ClaimAnswer, ClaimRequest, ProposedClaim } from "../engine.ts";
import { type InContext, inContext } from "./context.ts";
import { claimModel, judge } from "./judge.ts";
import { standalone } from "./standalone.ts";
import { chosenThemes, type themeRanker } from "./themes.ts";

/** From which probability on a passage is proposed: set by cross-validation over sections of labelled reports. */
const THRESHOLD = 0.6;

/** What speaks for a theme beside the sentence itself. */
const nearOf = ({ intro, previous }: InContext) => [intro, previous?.text ?? ""].filter((text) => text !== "");

/** The passages of a batch that assert something, as claims in the source's own words. */
export function claimsOf(
  request: ClaimRequest,
  rank: ReturnType<typeof themeRanker>,
  threshold = THRESHOLD,
): ClaimAnswer {
  const { before, passages, after, report } = request;
  const model = claimModel();
  const seen = inContext([...before, ...passages, ...after], report.kind);
  const claims: ProposedClaim[] = [];
  let lastTheme: ThemeId | undefined;
  passages.forEach((passage, i) => {
    const context = seen[before.length + i]!;
    const ranked = rank({ text: passage.text, section: passage.section, near: nearOf(context) });
    const themes = chosenThemes(ranked);
    lastTheme = themes[0] ?? lastTheme;
    if (!canBeEvidence(passage)) return;
    const { claim, kind } = judge(model, context);
    if (claim < threshold) return;
    const fallback = lastTheme ?? ranked.at(-1)?.id;
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
