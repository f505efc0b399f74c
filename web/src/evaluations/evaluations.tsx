import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../api/client.ts";
import type { KeptEvaluation } from "../api/shapes.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import css from "./evaluations.module.css";
import { Measures } from "./measures.tsx";
import { Moved } from "./moved.tsx";
import { PromptChange } from "./prompt-change.tsx";
import { Rules } from "./rules.tsx";
import { VerdictWord } from "./verdict-word.tsx";

/** Runs of the evaluation suites: the verdict first, then the figures, then what was lost before what was won. */
export function Evaluations({ chosen }: { chosen: string | undefined }) {
  const t = useText();
  usePageTitle(t("place.evaluations"));
  const runs = useQuery({
    queryKey: ["evaluations"],
    queryFn: async ({ signal }) => (await get<{ items: KeptEvaluation[] }>("/evaluations", { signal })).items,
  });
  const run = runs.data?.find(({ id }) => id === chosen) ?? runs.data?.[0];
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t("place.evaluations")}</h1>
          <p className="meta">{t("evaluations.lead")}</p>
        </div>
      </div>
      {runs.isPending && <Waiting />}
      {runs.error && <Problem error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.data && run === undefined && (
        <p className="panel">
          {t("evaluations.none")} <code>npm run eval -- all</code>
        </p>
      )}
      {run && (
        <div className={css.columns}>
          <History runs={runs.data ?? []} shown={run.id} />
          <Report run={run} />
        </div>
      )}
    </div>
  );
}

const useNameOf = () => {
  const t = useText();
  return ({ suite, engine, model }: KeptEvaluation) =>
    t("evaluations.run", {
      suite: t.maybe(`evaluations.suite-${suite}`) ?? suite,
      engine: [t.maybe(engine === "none" ? "evaluations.engine-none" : `engine.${engine}`) ?? engine, model]
        .filter(Boolean)
        .join(" "),
    });
};

function History({ runs, shown }: { runs: readonly KeptEvaluation[]; shown: string }) {
  const t = useText();
  const nameOf = useNameOf();
  return (
    <nav className={`panel ${css.history ?? ""}`} aria-label={t("evaluations.history")}>
      <h2>{t("evaluations.history")}</h2>
      <ol>
        {runs.map((run) => (
          <li key={run.id}>
            <Link
              from="/w/$ws/evalueringer"
              search={{ run: run.id }}
              aria-current={run.id === shown ? "true" : undefined}
            >
              {nameOf(run)}
            </Link>
            <VerdictWord verdict={run.verdict} />
            <span className="meta">{t.dateTime(run.at)}</span>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Report({ run }: { run: KeptEvaluation }) {
  const t = useText();
  const nameOf = useNameOf();
  return (
    <article className={css.report} aria-label={nameOf(run)}>
      <section className={`panel ${css.head ?? ""}`}>
        <div>
          <h2>{nameOf(run)}</h2>
          <p className={css.verdict}>
            <VerdictWord verdict={run.verdict} />
          </p>
          <p className="meta">
            {t("evaluations.facts", { reports: run.reports, dataset: run.dataset, at: t.dateTime(run.at) })}
          </p>
        </div>
        <Rules rules={run.rules} />
      </section>
      <Measures measures={run.measures} />
      <div className={css.pair}>
        <Moved claims={run.lost} way="lost" />
        <Moved claims={run.gained} way="gained" />
      </div>
      <PromptChange diff={run.promptDiff} />
    </article>
  );
}
