import type { Claim } from "./claim.ts";

interface Titled {
  title: string;
  publisher?: string | undefined;
  year?: number | undefined;
}

/**
 * Whom a sentence that rests on these claims may name as saying it, with their years: who published the report and what
 * it is called, whom it cites, who speaks in it. Their names and years are no figures of the sentence's own.
 */
export function namesFor(
  claims: readonly Pick<Claim, "reportId" | "attribution">[],
  reports: ReadonlyMap<string, Titled>,
): { label: string; year?: string | number }[] {
  return claims.flatMap(({ reportId, attribution: { sources = [], speaker } }) => {
    const report = reports.get(reportId);
    const said = report === undefined ? [] : [report.publisher, report.title].filter((label) => label !== undefined);
    return [
      ...said.map((label) => ({ label, ...(report?.year === undefined ? {} : { year: report.year }) })),
      ...sources.flatMap(({ label, author, year }) => {
        const dated = year === undefined ? {} : { year };
        return [
          { label, ...dated },
          { label: author, ...dated },
        ];
      }),
      ...(speaker === undefined ? [] : [{ label: speaker.name }]),
    ];
  });
}
