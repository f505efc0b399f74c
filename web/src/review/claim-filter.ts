import type { Claim } from "../api/shapes.ts";
import { folded } from "../text/folded.ts";
import { faceOf } from "./claim-face.ts";
import type { ReviewSearch } from "./review-search.ts";

const searchable = new WeakMap<Claim, string>();
function wordsOf(claim: Claim): string {
  let words = searchable.get(claim);
  if (words === undefined) {
    words = folded(`${claim.text}\n${claim.citations.map((citation) => citation.exact).join("\n")}`);
    searchable.set(claim, words);
  }
  return words;
}

const among = <Value extends string>(wanted: string | undefined, value: Value) =>
  wanted === undefined || wanted.split(",").includes(value);

/** Whether anything at all is filtered away. */
export const isFiltered = (search: ReviewSearch) =>
  [
    search.theme,
    search.report,
    search.kind,
    search.status,
    search.mark,
    search.attribution,
    search.q,
    search.open,
    search.only,
  ].some((value) => value !== undefined);

/** Which claims a search lets through. Several values of one field (`status=pending,conflict`) are alternatives. */
export function filterFor(search: ReviewSearch, news: ReadonlySet<string>, me: string): (claim: Claim) => boolean {
  const needle = search.q === undefined ? undefined : folded(search.q.trim());
  const only = search.only === "news" ? news : undefined;
  return (claim) =>
    (search.theme === undefined || claim.themes.some((theme) => among(search.theme, theme))) &&
    among(search.report, claim.reportId) &&
    among(search.kind, claim.kind) &&
    (search.status === undefined || among(search.status, claim.status)) &&
    (search.mark === undefined || claim.marks.some((mark) => among(search.mark, mark))) &&
    among(search.attribution, claim.attribution.by) &&
    (only === undefined || only.has(claim.id)) &&
    (search.open === undefined || isOpen(claim, me)) &&
    (needle === undefined || wordsOf(claim).includes(needle));
}

/** It waits for me: I have not decided it, or those who did disagree. What *næste uafgjorte* goes to. */
export function isOpen(claim: Claim, me: string): boolean {
  const { state } = faceOf(claim, me);
  return state === "pending" || state === "unsure" || state === "conflict";
}
