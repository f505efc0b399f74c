/** What the address of the review screen may carry: filters that can be linked to, and the claim in focus. */
export interface ReviewSearch {
  claim?: string;
  /** Filters: several values with a comma between. */
  theme?: string;
  report?: string;
  kind?: string;
  status?: string;
  mark?: string;
  attribution?: string;
  q?: string;
  /** `1`: only what is not decided. */
  open?: string;
  /** `news`: only what colleagues have decided since the last look. */
  only?: string;
  /** `report`: grouped by report instead of by theme. */
  group?: string;
}

const KEYS = [
  "claim",
  "theme",
  "report",
  "kind",
  "status",
  "mark",
  "attribution",
  "q",
  "open",
  "only",
  "group",
] as const satisfies readonly (keyof ReviewSearch)[];

export function readReviewSearch(raw: Record<string, unknown>): ReviewSearch {
  const search: ReviewSearch = {};
  for (const key of KEYS) {
    const value = raw[key];
    if (typeof value === "string" && value !== "") search[key] = value;
    // the router reads `open=1` as a number
    else if (typeof value === "number" || value === true) search[key] = String(value);
  }
  return search;
}
