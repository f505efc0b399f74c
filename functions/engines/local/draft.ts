import { DraftSection } from "../../evidence/draft.ts";
import type { DraftRequest, ProposedStatement } from "../engine.ts";
import { choose } from "./choose.ts";
import { unitsOf } from "./follow-on.ts";
import { figuresOf, gather, type Point, readability, toldIn } from "./gather.ts";
import { claimIdsOf, type Item, itemsOf } from "./item.ts";
import { bare, isPartOfQuote } from "./reads-alone.ts";
import { type Manner, told } from "./wording.ts";

/** A theme with this many claims is given as many statements, even of sentences that lean on others. */
const FEWEST = 5;

/** The statements of one theme, extractive: for each point one claim's own words, resting on all claims that make it. */
export function draftOf(request: DraftRequest): ProposedStatement[] {
  const manner: Manner = {
    language: request.language,
    reports: request.reports,
    nameReports: new Set(request.claims.map(({ reportId }) => reportId)).size > 1,
    years: true,
  };
  const { units, others } = unitsOf(request.claims);
  if (request.refused)
    return revised(request.refused, gather([...units, ...others.map((claim) => ({ claim }))]), manner);

  const whole = itemsOf(gather(units), request.reports);
  const chosen = choose(whole, weigher(whole, request));
  const short = FEWEST - chosen.length;
  if (short > 0) chosen.push(...leastLeaning(others).slice(0, short));
  return DraftSection.options.flatMap((section) =>
    chosen.filter((item) => item.section === section).map((item) => statementOf(item, manner)),
  );
}

const statementOf = (item: Item, manner: Manner): ProposedStatement => ({
  section: item.section,
  text: told(item, manner),
  claimIds: claimIdsOf(item),
});

/** What a draft takes in need, the best readable first: never a half of what somebody says. */
function leastLeaning(others: Parameters<typeof unitsOf>[0]): Item[] {
  return gather(others.filter(({ text }) => !isPartOfQuote(text)).map((claim) => ({ claim })))
    .sort((a, b) => readability(b.claims[0]!) - readability(a.claims[0]!))
    .map((point) => ({ section: point.section, points: [point] }));
}

/** What the gate refused is said more plainly: without the year it did not find, or each side of a pair alone. */
function revised(
  refused: NonNullable<DraftRequest["refused"]>,
  points: readonly Point[],
  manner: Manner,
): ProposedStatement[] {
  return refused.flatMap(({ statement, why }) => {
    const ids = new Set<string>(statement.claimIds);
    const under = points.filter((point) => point.claims.some(({ id }) => ids.has(id)));
    if (under.length === 1 && !why.startsWith("figure-not-in-source")) {
      const point = under[0]!;
      // the claims' texts alone have passed the same gate before
      const sentences = toldIn(point);
      const text = sentences.map((claim, i) => (i === 0 ? claim.text : bare(claim.text))).join(" ");
      return [{ section: point.section, text, claimIds: sentences.map(({ id }) => id) }];
    }
    return under.map((point) => statementOf({ section: point.section, points: [point] }, { ...manner, years: false }));
  });
}

/** Words by which a status says how far something has come. */
const CARRIED_OUT =
  /(?<!\p{L})(?:indført|oprettet|åbnet|etableret|gennemført|udbredt|implementeret|iværksat|afsat|udpeget|taget i brug|på plads|nået|introduced|established|opened|implemented|carried out)(?!\p{L})/iu;
/** Side by side, two reports say more than either. */
const MEETING = 1.2;

/** How much evidence stands behind an item, then how central to the theme and how readable it is. */
function weigher(items: readonly Item[], { theme }: DraftRequest): (item: Item) => number {
  const points = items.flatMap((item) => item.points);
  const frequency = new Map<string, number>();
  for (const { stems } of points) for (const stem of stems) frequency.set(stem, (frequency.get(stem) ?? 0) + 1);
  const weightOf = (point: Point): number => {
    const first = point.claims[0]!;
    let central = 0;
    for (const stem of point.stems) central += Math.log(frequency.get(stem)!);
    central /= Math.max(6, point.stems.size) * Math.log(Math.max(3, points.length));
    const accepted = point.claims.some(({ status }) => status === "accepted") ? 1 : 0;
    const evidence =
      1.5 * Math.log2(point.reports) + 0.7 * Math.log2(point.voices) + 0.4 * Math.log2(point.claims.length) + accepted;
    const own = first.themes[0] === theme.id ? 1.5 : 0;
    const sourced = first.attribution.by === "report" ? 0 : 0.2;
    const told = toldIn(point);
    const status = point.section !== "status" ? 0 : told.some((claim) => figuresOf(claim).length > 0) ? 0.5 : 0;
    const carried = point.section === "status" && told.some(({ text }) => CARRIED_OUT.test(text)) ? 0.4 : 0;
    return (
      evidence + own + sourced + status + carried + 2 * central + 0.9 * readability(first) + 0.8 * first.confidence
    );
  };
  const weights = new Map(
    items.map((item) => [item, Math.max(...item.points.map(weightOf)) + (item.points.length > 1 ? MEETING : 0)]),
  );
  return (item) => weights.get(item)!;
}
