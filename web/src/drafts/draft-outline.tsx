import { Link } from "@tanstack/react-router";
import type { Draft, Theme } from "../api/shapes.ts";
import { StatementStatusMark } from "../frame/status.tsx";
import { useText } from "../text/text.tsx";
import look from "./draft-outline.module.css";
import type { Statement } from "./draft-requests.ts";
import { SECTIONS, sectionState } from "./sections.ts";

interface DraftOutlineProps {
  ws: string;
  theme: Theme;
  statements: readonly Statement[];
  draft: Draft;
  drafts: readonly Draft[];
}

/** Sections with their state, versions, and what was left out. */
export function DraftOutline({ ws, theme, statements, draft, drafts }: DraftOutlineProps) {
  const t = useText();
  const written = drafts.filter((one) => one.statements.length > 0);
  return (
    <nav className={look.outline} data-pane tabIndex={-1} aria-label={t("draft.outline")}>
      <h2>{t("draft.sections")}</h2>
      <ol>
        {SECTIONS.map((section) => {
          const state = sectionState(statements.filter((statement) => statement.section === section));
          return state ? (
            <li key={section}>
              <a href={`#afsnit-${section}`}>
                {t(`section.${section}`)}
                <StatementStatusMark state={state} bare />
              </a>
            </li>
          ) : null;
        })}
      </ol>
      <h2>{t("draft.versions")}</h2>
      <ol className={look.versions}>
        {written.map((one) => (
          <li key={one.id}>
            <Link
              to="/w/$ws/temaer/$theme"
              params={{ ws, theme: theme.id }}
              search={one === written[0] ? {} : { udkast: one.id }}
              {...(one.id === draft.id ? { "aria-current": "page" as const } : {})}
            >
              {t("draft.version", { number: drafts.length - drafts.indexOf(one) })}
              <span className="meta">{t.dateTime(one.createdAt)}</span>
            </Link>
          </li>
        ))}
      </ol>
      {draft.unused.length > 0 && (
        <>
          <h2>{t("draft.unused")}</h2>
          <p>
            {t.rich("draft.unused-body", {
              count: draft.unused.length,
              link: (inside: React.ReactNode[]) => (
                <Link to="/w/$ws/gennemgang" params={{ ws }} search={{ theme: theme.id }}>
                  {inside}
                </Link>
              ),
            })}
          </p>
        </>
      )}
    </nav>
  );
}
