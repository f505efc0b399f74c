import type { Reading } from "./reading.ts";
import type { Coverage } from "./report.ts";

/** What was read of each page, before any claim is counted. */
export function coverageOf(reading: Pick<Reading, "pages" | "passages">): Coverage[] {
  const passages = new Map<number, number>();
  for (const { page } of reading.passages) passages.set(page, (passages.get(page) ?? 0) + 1);
  return reading.pages.map((page) => ({
    page: page.page,
    ...(page.label === undefined ? {} : { label: page.label }),
    state: page.state,
    passages: passages.get(page.page) ?? 0,
    claims: 0,
    heldBack: 0,
  }));
}

/** Adds what came of each page: a claim counts on the page where its first citation begins. */
export function countClaims(
  coverage: readonly Coverage[],
  claims: readonly { citations: readonly { page: number }[] }[],
  heldBack: readonly { near?: { page: number } | undefined }[],
): Coverage[] {
  const pages = new Map(coverage.map((page) => [page.page, { ...page, claims: 0, heldBack: 0 }]));
  for (const claim of claims) {
    const page = pages.get(claim.citations[0]?.page ?? 0);
    if (page !== undefined) page.claims++;
  }
  for (const item of heldBack) {
    const page = pages.get(item.near?.page ?? 0);
    if (page !== undefined) page.heldBack++;
  }
  return [...pages.values()];
}

/** A page that a person has to be told about: something is on it that was not read, and nobody has said that is known. */
export const isGap = (page: Coverage) =>
  (page.state === "no-text" || page.state === "failed") && page.acknowledgedBy === undefined;
