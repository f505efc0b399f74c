import type { CandidateCompared } from "../../../functions/evidence/candidate.ts";
import { useText } from "../text/text.tsx";
import look from "./candidate-dialog.module.css";

type Comparison = NonNullable<CandidateCompared["comparison"]>;

/** The two readings in numbers, and the pages that were read otherwise. */
export function ReadingFacts({ comparison, usage }: { comparison: Comparison; usage: CandidateCompared["usage"] }) {
  const { before, after, pages } = comparison;
  const t = useText();
  const states = (["text", "ocr", "no-text", "failed", "blank"] as const).filter(
    (state) => before.pages[state] > 0 || after.pages[state] > 0,
  );
  const engine = (name: string) => t.maybe(`engine.${name}`) ?? name;
  const rows: [string, string, string][] = [
    [t("changes.reader"), before.readerVersion, after.readerVersion],
    [t("changes.engine"), engine(before.engine), engine(after.engine)],
    [t("changes.passages"), t.number(before.passages), t.number(after.passages)],
    ...states.map((state): [string, string, string] => [
      t("changes.pages", { state: t(`changes.page-${state}`) }),
      t.number(before.pages[state]),
      t.number(after.pages[state]),
    ]),
    [t("reports.column-held"), t.number(before.heldBack), t.number(after.heldBack)],
  ];
  return (
    <details className={look.facts}>
      <summary className={look.item}>{t("changes.reading")}</summary>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{t("changes.column-before")}</th>
            <th scope="col">{t("changes.column-now")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, was, is]) => (
            <tr key={name} data-differs={was !== is}>
              <th scope="row">{name}</th>
              <td>{was}</td>
              <td>{is}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {usage !== undefined && usage.requests > 0 && (
        <p className="meta">
          {t("changes.cost", {
            requests: usage.requests,
            tokens: usage.inputTokens + usage.outputTokens,
            priced: String(usage.costUsd !== undefined),
            cost: t.number(usage.costUsd ?? 0, 2),
          })}
        </p>
      )}
      {pages.length > 0 && (
        <ul>
          {pages.map((page) => (
            <li key={page.page}>
              {t("changes.page", {
                page: page.page,
                before: t(`changes.page-${page.before ?? "none"}`),
                after: t(`changes.page-${page.after ?? "none"}`),
              })}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
