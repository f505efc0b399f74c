import { useQuery } from "@tanstack/react-query";
import type { Change } from "../../../functions/evidence/candidate.ts";
import { themesQuery } from "../api/queries.ts";
import { ClaimStatusMark } from "../frame/status.tsx";
import { useText } from "../text/text.tsx";
import { type DiffRun, diffWords } from "../text/word-diff.ts";
import look from "./candidate-dialog.module.css";

type Place = NonNullable<Change["before"]>;

/** One claim: a line with its words, and opened the passage of before and of now beside each other. */
export function ChangeItem({ ws, change }: { ws: string; change: Change }) {
  const t = useText();
  const { before, after, kept, status } = change;
  const page = (before ?? after)?.page;
  const leaves = change.change === "vanished" || change.change === "lost";
  return (
    <li>
      <details>
        <summary className={look.item}>
          <span className={look.claim}>{change.text}</span>
          <span className="meta">
            {page !== undefined && t("coverage.page", { page })}
            {change.change === "moved" && after && ` → ${t("coverage.page", { page: after.page })}`}
            {leaves && ` · ${kept ? t("changes.stays") : t("changes.goes")}`}
          </span>
        </summary>
        {status !== undefined && status !== "pending" && <ClaimStatusMark claim={{ status, marks: [] }} />}
        <Becomes ws={ws} change={change} />
        <Passages change={change} />
      </details>
    </li>
  );
}

/** What is proposed otherwise, before and now. */
function Becomes({ ws, change: { text, kind, themes, becomes } }: { ws: string; change: Change }) {
  const t = useText();
  const known = useQuery(themesQuery(ws)).data;
  if (becomes === undefined) return null;
  const named = (ids: readonly string[]) =>
    ids.map((id) => known?.find((theme) => theme.id === id)?.name[t.language] ?? id).join(", ");
  const lines = [
    becomes.kind && { name: t("changes.kind"), from: t(`kind.${kind}`), to: t(`kind.${becomes.kind}`) },
    becomes.themes && { name: t("changes.themes"), from: named(themes), to: named(becomes.themes) },
    becomes.text !== undefined && becomes.text !== text && { name: t("changes.wording"), from: text, to: becomes.text },
  ].filter((line) => typeof line === "object");
  return (
    <dl className={look.becomes}>
      {lines.map(({ name, from, to }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Runs runs={diffWords(from, to)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Passages({ change: { change, before, after } }: { change: Change }) {
  const t = useText();
  const differs = change === "changed" || change === "vanished";
  const runs = before && after && differs ? diffWords(before.exact, after.exact) : undefined;
  return (
    <div className={look.passages}>
      {before && (
        <Side label={t("changes.before", { page: before.page })} place={before} runs={runs?.filter(isOf("out"))} />
      )}
      {after ? (
        <Side
          label={t(change === "vanished" ? "changes.nearest" : "changes.now", { page: after.page })}
          place={after}
          runs={runs?.filter(isOf("in"))}
        />
      ) : (
        <p>
          <span className={`meta ${look.side ?? ""}`}>{t("changes.now-nowhere")}</span>
          {t("held.nothing-near")}
        </p>
      )}
    </div>
  );
}

const isOf = (kind: DiffRun["kind"]) => (run: DiffRun) => run.kind === "same" || run.kind === kind;

/** The passage, its quote marked, and in the quote the words that differ. */
function Side({ label, place, runs }: { label: string; place: Place; runs?: DiffRun[] | undefined }) {
  const at = place.passage.indexOf(place.exact);
  const [head, tail] = at < 0 ? ["", ""] : [place.passage.slice(0, at), place.passage.slice(at + place.exact.length)];
  return (
    <p>
      <span className={`meta ${look.side ?? ""}`}>{label}</span>
      {head}
      <mark className="mark">{runs ? <Runs runs={runs} /> : place.exact}</mark>
      {tail}
    </p>
  );
}

function Runs({ runs }: { runs: readonly DiffRun[] }) {
  const t = useText();
  return runs.map((run, at) => {
    const key = `${String(at)} ${run.kind}`;
    if (run.kind === "same") return <span key={key}>{run.text}</span>;
    const Tag = run.kind === "out" ? "del" : "ins";
    return (
      <Tag key={key}>
        <span className="sr">{t(run.kind === "out" ? "changes.out" : "changes.in")} </span>
        {run.text.trimEnd()}{" "}
      </Tag>
    );
  });
}
