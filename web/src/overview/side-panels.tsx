import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { meQuery } from "../api/queries.ts";
import type { Source } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { initials } from "../frame/initials.ts";
import { useText } from "../text/text.tsx";
import { type Gap, ranges } from "./gaps.ts";
import type { Overview } from "./overview-requests.ts";
import look from "./side-panels.module.css";

/** A gap is a sentence with one thing to do. */
export function GapsPanel({ ws, gaps, reports }: { ws: string; gaps: readonly Gap[]; reports: number }) {
  const t = useText();
  return (
    <section className="panel" aria-labelledby="gaps">
      <h2 id="gaps">{t("gaps.title")}</h2>
      {gaps.length === 0 && <p className="meta">{t("gaps.none")}</p>}
      <ul className={look.list}>
        {gaps.slice(0, 8).map((gap) => (
          <li key={gapName(gap)} className={`${look.gap ?? ""} ${gap.kind === "held" ? (look.info ?? "") : ""}`}>
            <Icon name={gap.kind === "held" ? "held" : "warning"} />
            <p>
              <GapSentence gap={gap} all={reports} />{" "}
              <Link to="/w/$ws/rapporter" params={{ ws }}>
                {gap.kind === "held"
                  ? t("gaps.see-held")
                  : gap.kind === "pages"
                    ? t("gaps.see-report")
                    : t("gaps.add-report")}
              </Link>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const gapName = (gap: Gap) =>
  gap.kind === "held" ? "held" : gap.kind === "pages" ? gap.report.id : `${gap.kind}-${gap.theme.id}`;

function GapSentence({ gap, all }: { gap: Gap; all: number }) {
  const t = useText();
  const b = (inside: React.ReactNode[]) => <b>{inside}</b>;
  if (gap.kind === "held") return t.rich("gaps.held", { b, count: gap.count });
  if (gap.kind === "pages") return t.rich("gaps.pages", { b, range: ranges(gap.pages), report: gap.report.title });
  const theme = gap.theme.name[t.language];
  if (gap.kind === "thin-theme")
    return t.rich("gaps.thin-theme", { b, theme, claims: gap.claims, reports: gap.reports, all });
  return t.rich(`gaps.${gap.kind}`, { b, theme });
}

export function SourcesPanel({ ws, sources }: { ws: string; sources: readonly Source[] }) {
  const t = useText();
  return (
    <section className="panel" aria-labelledby="sources">
      <h2 id="sources">{t("sources.title")}</h2>
      {sources.length === 0 && <p className="meta">{t("sources.none")}</p>}
      <ul className={look.list}>
        {sources.slice(0, 6).map((source) => (
          <li key={source.label} className={look.source}>
            <b>{[source.author, source.year].filter(Boolean).join(", ")}</b>
            {source.claimIds.length > 0 ? (
              <span className={look.cites}>{t("sources.count", { count: source.claimIds.length })}</span>
            ) : (
              <span className="meta">{t("sources.mentions", { count: source.mentions })}</span>
            )}
            <span className="meta">{source.reference ?? t("sources.mentions", { count: source.mentions })}</span>
            <Link to="/w/$ws/rapporter" params={{ ws }} aria-label={t("sources.add-label", { source: source.label })}>
              {t("sources.add")}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Per person, without ranking or speed. */
export function WhoPanel({ overview, total }: { overview: Overview; total: number }) {
  const t = useText();
  const me = useQuery(meQuery).data?.person.id;
  const readers = overview.people.filter(({ claims }) => claims > 0);
  return (
    <section className="panel" aria-labelledby="who">
      <h2 id="who">{t("who.title")}</h2>
      {readers.length === 0 && <p className="meta">{t("who.none")}</p>}
      <ul className={look.list}>
        {readers.map(({ person, claims }) => (
          <li key={person.id} className={look.who}>
            <span className="avatar" aria-hidden="true">
              {initials(person.name)}
            </span>
            <b>
              {person.name} {person.id === me && <span className="meta">{t("who.you")}</span>}
            </b>
            <span>{t.number(claims)}</span>
            <span className="sr">{t("who.decided", { name: person.name, count: claims, total })}</span>
            <span className="bar" aria-hidden="true">
              <i className="b-act" style={{ width: `${String(total === 0 ? 0 : (claims / total) * 100)}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
