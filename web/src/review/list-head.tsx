import { queryOptions, useQuery } from "@tanstack/react-query";
import { memo, useDeferredValue, useMemo, useState } from "react";
import { get } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Claim, Report, Theme } from "../api/shapes.ts";
import { type Agreement, AgreementWords } from "../frame/agreement.tsx";
import { IconButton } from "../frame/button.tsx";
import { Field, Pick } from "../frame/field.tsx";
import { useText } from "../text/text.tsx";
import { faceOf } from "./claim-face.ts";
import { filterFor, isFiltered, isOpen } from "./claim-filter.ts";
import css from "./claim-list.module.css";
import type { ReviewSearch } from "./review-search.ts";
import type { ReviewSession } from "./review-session.ts";
import { useBookRevision } from "./use-session.ts";

/** What the overview tells of agreement; asked for only among the disagreements. */
const agreementQuery = (ws: string) =>
  queryOptions({
    queryKey: [...inWorkspace(ws), "overview"],
    queryFn: ({ signal }) =>
      get<{ agreement: Agreement; themes: readonly { id: string; agreement: Agreement }[] }>(
        `/workspaces/${ws}/overview`,
        { signal },
      ),
  });

interface ListHeadProps {
  session: ReviewSession;
  themes: readonly Theme[];
  reports: readonly Report[];
  search: ReviewSearch;
  news: ReadonlySet<string>;
  onSearch: (search: ReviewSearch) => void;
}

/** How far one is with what is listed, whichever of it is decided. */
function useProgress({ session, search, news }: Progress) {
  // counted when the row and the card are painted: with thousands of claims it takes some milliseconds
  const revision = useDeferredValue(useBookRevision(session));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the book changes in place; its revision says when
  return useMemo(() => {
    const { open: _open, ...scope } = search;
    const passes = filterFor(scope, news, session.me.id);
    const counts = { all: 0, open: 0, accepted: 0, rejected: 0, doubt: 0, conflict: 0 };
    for (const claim of session.book.all()) if (passes(claim)) count(counts, claim, session.me.id);
    return counts;
  }, [session, search, news, revision]);
}
type Progress = Omit<ListHeadProps, "themes" | "reports" | "onSearch">;

function count(
  counts: Record<"all" | "open" | "accepted" | "rejected" | "doubt" | "conflict", number>,
  claim: Claim,
  me: string,
): void {
  const { state } = faceOf(claim, me);
  counts.all++;
  if (isOpen(claim, me)) counts.open++;
  if (state === "accepted" || state === "reworded") counts.accepted++;
  if (state === "rejected") counts.rejected++;
  if (state === "unsure" || state === "conflict") counts.doubt++;
  if (state === "conflict") counts.conflict++;
}

export const ListHead = memo(function ListHead(props: ListHeadProps) {
  const { session, themes, reports, search, news, onSearch } = props;
  const t = useText();
  const [filtering, setFiltering] = useState(false);
  const counts = useProgress({ session, search, news });
  const one = (ids: string | undefined) => (ids !== undefined && !ids.includes(",") ? ids : undefined);
  const theme = themes.find((candidate) => candidate.id === one(search.theme));
  const report = reports.find((candidate) => candidate.id === one(search.report));
  const scope = [theme?.name[t.language], report?.title].filter((part) => part !== undefined).join(" · ");
  const share = (part: number) => `${String((100 * part) / Math.max(1, counts.all))}%`;
  return (
    <div className={css.head}>
      <div className={css.headline}>
        <h2>{scope || (search.only === "news" ? t("review.news-title") : t("review.all-claims"))}</h2>
        <IconButton
          icon={filtering ? "chevron-up" : "search"}
          label={filtering ? t("review.filter-close") : t("review.filter-open")}
          aria-expanded={filtering}
          onPress={() => setFiltering((now) => !now)}
        />
      </div>
      <p className="meta">{t("review.decided-of", { decided: counts.all - counts.open, all: counts.all })}</p>
      <div className="bar" aria-hidden="true">
        <i className="b-ok" style={{ width: share(counts.accepted) }} />
        <i className="b-no" style={{ width: share(counts.rejected) }} />
        <i className="b-doubt" style={{ width: share(counts.doubt) }} />
      </div>
      <div className={css.tags}>
        <button
          className="tag"
          type="button"
          aria-pressed={search.open === undefined}
          onClick={() => onSearch(without(search, "open"))}
        >
          {t("review.show-all", { count: counts.all })}
        </button>
        <button
          className="tag"
          type="button"
          aria-pressed={search.open !== undefined}
          onClick={() => onSearch({ ...search, open: "1" })}
        >
          {t("review.show-open", { count: counts.open })}
        </button>
        {(counts.conflict > 0 || search.status === "conflict") && (
          <button
            className="tag"
            type="button"
            aria-pressed={search.status === "conflict"}
            onClick={() =>
              onSearch(
                search.status === "conflict"
                  ? without(search, "status")
                  : { ...without(without(search, "open"), "mark"), status: "conflict" },
              )
            }
          >
            {t("review.show-conflicts", { count: counts.conflict })}
          </button>
        )}
        {isFiltered(without(search, "open")) && (
          <button
            className={css.link}
            type="button"
            onClick={() => onSearch(search.group ? { group: search.group } : {})}
          >
            {t("review.filter-clear")}
          </button>
        )}
      </div>
      {search.status === "conflict" && <AgreementHere ws={session.ws} theme={theme} />}
      {filtering && <Filters themes={themes} reports={reports} search={search} onSearch={onSearch} />}
    </div>
  );
});

/** Among the disagreements: how far the two agree otherwise. */
function AgreementHere({ ws, theme }: { ws: string; theme: Theme | undefined }) {
  const overview = useQuery(agreementQuery(ws)).data;
  const agreement = theme ? overview?.themes.find((row) => row.id === theme.id)?.agreement : overview?.agreement;
  if (!agreement || agreement.n === 0) return null;
  return (
    <p className="meta" data-agreement>
      <AgreementWords agreement={agreement} />
    </p>
  );
}

function without(search: ReviewSearch, key: keyof ReviewSearch): ReviewSearch {
  const { [key]: _gone, ...rest } = search;
  return rest;
}

const KINDS = [
  "status",
  "challenge",
  "opportunity",
  "knowledge-gap",
  "recommendation",
  "commitment",
  "finding",
] as const;
const STATES = ["pending", "accepted", "rejected", "conflict"] as const;
const ANY = "*";

function Filters({ themes, reports, search, onSearch }: Omit<ListHeadProps, "session" | "news">) {
  const t = useText();
  const set = (key: keyof ReviewSearch) => (value: string) =>
    onSearch(value === ANY || value === "" ? without(search, key) : { ...search, [key]: value });
  const any = { value: ANY, name: t("review.any") };
  return (
    <div className={css.filters}>
      <Field label={t("review.filter-words")} type="search" value={search.q ?? ""} onChange={set("q")} autoFocus />
      <Pick
        small
        label={t("review.filter-theme")}
        value={search.theme ?? ANY}
        onChange={set("theme")}
        choices={[any, ...themes.map((theme) => ({ value: theme.id as string, name: theme.name[t.language] }))]}
      />
      <Pick
        small
        label={t("review.filter-report")}
        value={search.report ?? ANY}
        onChange={set("report")}
        choices={[any, ...reports.map((report) => ({ value: report.id as string, name: report.title }))]}
      />
      <Pick
        small
        label={t("review.filter-kind")}
        value={search.kind ?? ANY}
        onChange={set("kind")}
        choices={[any, ...KINDS.map((kind) => ({ value: kind as string, name: t(`kind.${kind}`) }))]}
      />
      <Pick
        small
        label={t("review.filter-state")}
        value={search.mark ?? search.status ?? ANY}
        onChange={(value) => {
          const rest = without(without(search, "status"), "mark");
          if (value === ANY) onSearch(rest);
          else
            onSearch(
              value === "unsure" || value === "reworded" ? { ...rest, mark: value } : { ...rest, status: value },
            );
        }}
        choices={[
          any,
          ...STATES.map((state) => ({ value: state as string, name: t(`claim.${state}`) })),
          { value: "unsure", name: t("claim.unsure") },
          { value: "reworded", name: t("claim.reworded") },
        ]}
      />
      <Pick
        small
        label={t("review.filter-attribution")}
        value={search.attribution ?? ANY}
        onChange={set("attribution")}
        choices={[
          any,
          ...(["report", "source", "speaker"] as const).map((by) => ({
            value: by as string,
            name: t(`review.attribution-${by}`),
          })),
        ]}
      />
      <Pick
        small
        label={t("review.group")}
        value={search.group ?? "theme"}
        onChange={(value) => set("group")(value === "report" ? "report" : ANY)}
        choices={[
          { value: "theme", name: t("review.group-theme") },
          { value: "report", name: t("review.group-report") },
        ]}
      />
    </div>
  );
}
