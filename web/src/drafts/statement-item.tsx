import { useQuery } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { Button as AriaButton } from "react-aria-components";
import { remaining } from "../../../functions/evidence/standing.ts";
import { meQuery } from "../api/queries.ts";
import type { Claim, Report } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Problem } from "../frame/problem.tsx";
import { StatementStatusMark, stateOfStatement } from "../frame/status.tsx";
import { useText } from "../text/text.tsx";
import { diffWords } from "../text/word-diff.ts";
import type { Numbered } from "./citation-numbers.ts";
import type { Comparison } from "./compare-drafts.ts";
import type { Statement, StatementVote } from "./draft-requests.ts";
import { PassageCard } from "./evidence-panel.tsx";
import { RereadNote } from "./reread-note.tsx";
import { StatementChecks } from "./statement-checks.tsx";
import { type Clash, StatementClash } from "./statement-clash.tsx";
import { StatementEditor } from "./statement-editor.tsx";
import look from "./statement-item.module.css";

interface StatementItemProps {
  ws: string;
  statement: Statement;
  number: number;
  numbered: readonly Numbered[];
  claimOf: (id: string) => Claim | null | undefined;
  reportOf: (id: string) => Report | undefined;
  active: boolean;
  lit: number;
  mayDecide: boolean;
  editing: boolean;
  saving: boolean;
  trouble: unknown;
  clash: Clash | undefined;
  onDropClash: () => void;
  comparison: Comparison | undefined;
  onFocus: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onCite: (place: number) => void;
  onVote: (vote: StatementVote) => void;
  onEdit: (open: boolean) => void;
  onReject: () => void;
}

/** One sentence of a draft: its words, its chips, its state in the gutter; in focus also its checks and buttons. */
export function StatementItem(props: StatementItemProps) {
  const { ws, statement, number, numbered, claimOf, reportOf, active, lit, mayDecide, editing, comparison } = props;
  const t = useText();
  const state = stateOfStatement(statement);
  const me = useQuery(meQuery).data?.person.id;
  const votes = remaining(statement.decisions ?? []).filter((act) => act.verdict !== "comment");
  const mine = votes.find((vote) => vote.by.id === me);
  const last = numbered[lit];
  return (
    <li
      className={`${look.statement ?? ""} ${active ? (look.active ?? "") : ""}`}
      data-statement={statement.id}
      data-state={statement.status}
      // a sentence takes focus, so that keys decide it and the panel follows
      tabIndex={active ? 0 : -1}
      aria-current={active}
      onFocus={props.onFocus}
      onClick={props.onFocus}
      onKeyDown={props.onKeyDown}
    >
      <span className={look.number} aria-hidden="true">
        {number}
      </span>
      <div className={look.body}>
        {editing ? (
          <StatementEditor
            number={number}
            text={statement.text}
            saving={props.saving}
            onSave={(text) => props.onVote({ verdict: "reword", text })}
            onClose={() => props.onEdit(false)}
          />
        ) : (
          <p lang="da">
            <StatementWords statement={statement} comparison={comparison} />{" "}
            <span className={look.cites}>
              {numbered.map((one, place) => (
                <AriaButton
                  key={one.number}
                  className={active && place === lit ? "cite cite-on" : "cite"}
                  excludeFromTabOrder={!active}
                  aria-label={t("statement.cite", {
                    number: one.number,
                    report: reportOf(one.citation.reportId)?.title ?? "",
                    page: one.citation.page,
                  })}
                  onPress={() => {
                    props.onFocus();
                    props.onCite(place);
                  }}
                >
                  {one.number}
                </AriaButton>
              ))}
            </span>
          </p>
        )}
        {statement.status === "reread" && (
          <RereadNote
            ws={ws}
            statement={statement}
            numbered={numbered}
            claimOf={claimOf}
            mayDecide={mayDecide}
            onVote={props.onVote}
          />
        )}
        {Boolean(props.trouble) && <Problem error={props.trouble} />}
        {props.clash && (
          <StatementClash clash={props.clash} meId={me} onVote={props.onVote} onDrop={props.onDropClash} />
        )}
        {active && !editing && (
          <div className={look.act}>
            {mayDecide && !props.clash && (
              <>
                <Button small rank={1} isPending={props.saving} onPress={() => props.onVote({ verdict: "accept" })}>
                  {t("statement.accept")} <kbd>1</kbd>
                </Button>
                <Button small onPress={() => props.onEdit(true)}>
                  {t("statement.reword")} <kbd>2</kbd>
                </Button>
                <Button small onPress={props.onReject}>
                  {t("statement.reject")} <kbd>3</kbd>
                </Button>
                {mine && (
                  <Button small rank={3} onPress={() => props.onVote({ verdict: "reopen" })}>
                    {t("statement.undo")}
                  </Button>
                )}
              </>
            )}
            <StatementChecks statement={statement} />
            {votes.map((vote) => (
              <p className="meta" key={vote.id}>
                {t("statement.decided-by", {
                  name: vote.by.name,
                  verdict: t(`verdict.${vote.verdict}`),
                  at: t.dateTime(vote.at),
                })}
                {vote.reason && `: ${t.maybe(`reason.${vote.reason}`) ?? vote.reason}`}
              </p>
            ))}
          </div>
        )}
        {active && last && (
          <div className={look.inline}>
            <PassageCard ws={ws} one={last} report={reportOf(last.citation.reportId)} on onOn={() => undefined} />
          </div>
        )}
      </div>
      <span className={look.gutter}>
        <StatementStatusMark state={state} />
      </span>
    </li>
  );
}

/** The words, or how they differ from the former draft. */
function StatementWords({ statement, comparison }: Pick<StatementItemProps, "statement" | "comparison">) {
  const t = useText();
  if (!comparison) return statement.text;
  const former = comparison.former.get(statement.id);
  if (former?.text === statement.text) return statement.text;
  if (!former)
    return (
      <>
        <span className="badge badge-ok">{t("draft.new-sentence")}</span> <ins>{statement.text}</ins>
      </>
    );
  let at = 0;
  return (
    <>
      <span className="badge">{t("draft.changed-sentence")}</span>{" "}
      {diffWords(former.text, statement.text).map((run) => {
        const key = `${run.kind}-${String(at++)}`;
        if (run.kind === "same") return <span key={key}>{run.text}</span>;
        return run.kind === "out" ? <del key={key}>{run.text}</del> : <ins key={key}>{run.text}</ins>;
      })}
    </>
  );
}
