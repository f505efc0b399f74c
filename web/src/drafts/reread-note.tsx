import { Link } from "@tanstack/react-router";
import type { Claim } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { useText } from "../text/text.tsx";
import type { Numbered } from "./citation-numbers.ts";
import type { Statement, StatementVote } from "./draft-requests.ts";
import { type RereadReason, rereadReasons } from "./reread-reasons.ts";
import look from "./statement-item.module.css";

interface RereadNoteProps {
  ws: string;
  statement: Statement;
  numbered: readonly Numbered[];
  claimOf: (id: string) => Claim | null | undefined;
  mayDecide: boolean;
  onVote: (vote: StatementVote) => void;
}

/** Which claim changed, by whom and why, and the shortest repair. */
export function RereadNote({ ws, statement, numbered, claimOf, mayDecide, onVote }: RereadNoteProps) {
  const t = useText();
  const reasons = rereadReasons(statement, claimOf);
  const numberOf = (claimId: string) => numbered.find((one) => one.claim?.id === claimId)?.number;
  const changed = reasons[0];
  const left = statement.claimIds.filter(
    (id) => !reasons.some((reason) => reason.claimId === id && reason.what !== "reworded"),
  );
  const mayRemove = left.length > 0 && left.length < statement.claimIds.length;
  const chip = (number: number | undefined) => <span className="cite">{number ?? "–"}</span>;
  return (
    <div className={look.note}>
      {reasons.map((reason) => (
        <p key={reason.claimId}>
          {t.rich(`reread.${reason.what}`, {
            b: (inside: React.ReactNode[]) => <b>{inside}</b>,
            cite: () => chip(numberOf(reason.claimId)),
            why: <Why reason={reason} />,
          })}
        </p>
      ))}
      <p>{t("reread.no-export")}</p>
      <div className="actions">
        {mayDecide && mayRemove && (
          <Button small onPress={() => onVote({ verdict: "accept", claimIds: left })}>
            {t("reread.remove", { number: numberOf(changed?.claimId ?? "") ?? "" })}
          </Button>
        )}
        {mayDecide && !mayRemove && reasons.every((reason) => reason.what === "reworded") && (
          <Button small onPress={() => onVote({ verdict: "accept" })}>
            {t("reread.keep")}
          </Button>
        )}
        {changed && changed.what !== "gone" && (
          <Link className="btn btn-3 btn-s" to="/w/$ws/gennemgang" params={{ ws }} search={{ claim: changed.claimId }}>
            {t("reread.see")}
          </Link>
        )}
      </div>
    </div>
  );
}

function Why({ reason: { what, decision, now } }: { reason: RereadReason }) {
  const t = useText();
  if (!decision) return what === "reworded" && now ? t("reread.now", { text: now }) : null;
  const by = { name: decision.by.name, at: t.dateTime(decision.at) };
  const given = decision.reason ? t.maybe(`reason.${decision.reason}`) : undefined;
  return (
    <>
      {given ? t("reread.by", { ...by, reason: given.toLocaleLowerCase(t.language) }) : t("reread.by-plain", by)}
      {what === "reworded" && now && <> {t("reread.now", { text: now })}</>}
    </>
  );
}
