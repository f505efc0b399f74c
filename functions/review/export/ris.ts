import { cleanLine } from "./clean-text.ts";
import { citedSources } from "./footnotes.ts";
import type { Snapshot } from "./snapshot.ts";

const LANGUAGE: Record<string, string> = { da: "Danish", en: "English", sv: "Swedish" };

/** A record ends with `ER`; nothing a title says can end it sooner. */
function record(type: string, fields: readonly (readonly [string, string | number | undefined])[]): string {
  const lines = fields.flatMap(([tag, value]) =>
    value === undefined || value === "" ? [] : [`${tag}  - ${cleanLine(String(value))}`],
  );
  return [`TY  - ${type}`, ...lines, "ER  - ", ""].join("\r\n");
}

/** The reports, and the works that exported claims are attributed to, for a reference manager. */
export function risOf(snapshot: Snapshot): string {
  const { reports, at } = snapshot;
  const records = reports.map(({ id, title, publisher, year, language, pageCount, fileName }) =>
    record("RPRT", [
      ["ID", id],
      ["TI", title],
      ["AU", publisher],
      ["PB", publisher],
      ["PY", year],
      ["LA", LANGUAGE[language]],
      ["SP", pageCount === undefined ? undefined : `1-${pageCount}`],
      ["L1", fileName],
      ["N1", `Belæg ${at}`],
    ]),
  );
  const cited = citedSources(snapshot).map(({ label, author, year }) =>
    record("GEN", [
      ["TI", label],
      ["AU", author],
      ["PY", year?.slice(0, 4)],
      ["N1", `Belæg ${at}`],
    ]),
  );
  return [...records, ...cited].join("\r\n");
}
