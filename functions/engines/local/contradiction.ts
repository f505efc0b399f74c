import type { Claim } from "../../evidence/claim.ts";
import { figuresOf, type Point } from "./gather.ts";
import { progressOf } from "./polarity.ts";

/** Share of the smaller point's words that the other has: about the same thing, not necessarily saying the same. */
const SAME_MATTER = { figures: 0.6, progress: 0.3 };
const FEWEST_SHARED = { figures: 4, progress: 3 };

function common(a: ReadonlySet<string>, b: ReadonlySet<string>): { count: number; share: number } {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let count = 0;
  for (const stem of small) if (!/\d/.test(stem) && large.has(stem)) count++;
  return { count, share: small.size === 0 ? 0 : count / small.size };
}

const yearsOf = (claim: Claim) => new Set(claim.text.replace(/\([^)]*\)/gu, "").match(/\b(?:19|20)\d\d\b/gu) ?? []);

/** Figures of the same unit with different values, said of the same time. */
function figuresDiffer(a: Claim, b: Claim): boolean {
  const unit = (figure: string) => figure.split(" ")[1] ?? "";
  const [ours, theirs] = [figuresOf(a), figuresOf(b)];
  if (ours.length !== 1 || theirs.length !== 1) return false;
  const [ourYears, theirYears] = [yearsOf(a), yearsOf(b)];
  const otherTime = ourYears.size > 0 && theirYears.size > 0 && ![...ourYears].some((year) => theirYears.has(year));
  return !otherTime && unit(ours[0]!) !== "" && unit(ours[0]!) === unit(theirs[0]!) && ours[0] !== theirs[0];
}

/** Another report, or another voice within the same report: a report that corrects itself is no contradiction. */
function otherVoice(a: Claim, b: Claim): boolean {
  if (a.reportId !== b.reportId) return true;
  const name = ({ attribution: { sources, speaker } }: Claim) =>
    sources?.map(({ label }) => label).join() ?? speaker?.name ?? "";
  return name(a) !== name(b);
}

/** Whether two points speak against each other: another value for the same thing, or progress against none. */
export function contradicts(a: Point, b: Point): boolean {
  const [first, second] = [a.claims[0]!, b.claims[0]!];
  if (!otherVoice(first, second)) return false;
  const { count, share } = common(a.stems, b.stems);
  if (count >= FEWEST_SHARED.figures && share >= SAME_MATTER.figures && figuresDiffer(first, second)) return true;
  const progress = progressOf(first.text) * progressOf(second.text);
  return progress < 0 && count >= FEWEST_SHARED.progress && share >= SAME_MATTER.progress;
}
