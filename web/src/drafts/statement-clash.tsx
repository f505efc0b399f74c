import { useEffect, useId, useRef } from "react";
import { isVote } from "../deciding/standing-vote.ts";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import type { Statement, StatementVote } from "./draft-requests.ts";
import look from "./statement-item.module.css";

/** A choice that met somebody else's: kept here, unsaved, until its maker has chosen. */
export interface Clash {
  vote: StatementVote;
  /** The sentence as I saw it when I chose, and as the server has it now. */
  seen: Statement;
  now: Statement;
}

interface StatementClashProps {
  clash: Clash;
  meId: string | undefined;
  onVote: (vote: StatementVote) => void;
  onDrop: () => void;
}

/** My choice beside what has happened since, with the ways on. Nothing of mine is thrown away before I say so. */
export function StatementClash({ clash, meId, onVote, onDrop }: StatementClashProps) {
  const { vote, seen, now } = clash;
  const t = useText();
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.querySelector("button")?.focus(), []);
  const known = new Set(seen.decisions?.map((decision) => decision.id));
  const theirs = now.decisions?.findLast(
    (decision) => decision.by.id !== meId && !known.has(decision.id) && decision.verdict !== "comment",
  );
  const opposes = theirs !== undefined && (isVote(theirs) || theirs.verdict === "settle");
  const name = theirs?.by.name ?? t("undo.somebody");
  return (
    <section ref={panel} className={look.clash} aria-labelledby={id} data-clash>
      <h3 id={id}>
        <Icon name="conflict" />
        {t(theirs ? "statement.clash-title" : "statement.clash-below", { name })}
      </h3>
      <div className={look.votes}>
        {theirs && (
          <p>
            <b>
              {t("statement.decided-by", { name, verdict: t(`verdict.${theirs.verdict}`), at: t.dateTime(theirs.at) })}
            </b>
            <Said reason={theirs.reason} text={theirs.text} comment={theirs.comment} />
          </p>
        )}
        <p>
          <b>{t("statement.clash-mine", { verdict: t(`verdict.${vote.verdict}`) })}</b>
          <Said reason={vote.reason} text={vote.text} comment={vote.comment} />
          <span className="meta">{t("statement.clash-unsaved")}</span>
        </p>
      </div>
      <div className="actions">
        {opposes && (
          <button className="btn btn-1 btn-s" type="button" onClick={() => onVote({ ...vote, keepBoth: true })}>
            {t("statement.clash-both")}
          </button>
        )}
        <button className={`btn btn-s ${opposes ? "btn-2" : "btn-1"}`} type="button" onClick={() => onVote(vote)}>
          {t(opposes ? "statement.clash-mine-counts" : "statement.clash-save")}
        </button>
        <button className="btn btn-3 btn-s" type="button" onClick={onDrop}>
          {t(opposes ? "statement.clash-theirs" : "statement.clash-drop")}
        </button>
      </div>
    </section>
  );
}

function Said({
  reason,
  text,
  comment,
}: {
  reason?: string | undefined;
  text?: string | undefined;
  comment?: string | undefined;
}) {
  const t = useText();
  return (
    <>
      {reason && <span>{t.maybe(`reason.${reason}`) ?? reason}</span>}
      {text && <span>»{text}«</span>}
      {comment && <span>{comment}</span>}
    </>
  );
}
