import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Claim, Decision } from "../api/shapes.ts";
import { SORTED } from "../deciding/take-back-sorting.ts";
import { type Text, useText } from "../text/text.tsx";
import css from "./claim-card.module.css";
import { DiffText } from "./diff-text.tsx";
import { PinRejection } from "./pin-rejection.tsx";
import type { ReviewSession } from "./review-session.ts";

interface ConversationProps {
  session: ReviewSession;
  claim: Claim;
  mayWrite: boolean;
  onComment: () => void;
}

/** What colleagues wrote, and everything that was decided, in words. */
export function Conversation({ session, claim, mayWrite, onComment }: ConversationProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  // the list may leave the decisions out; the claim itself has them
  const whole = useQuery({
    queryKey: [...inWorkspace(session.ws), "claim-decisions", claim.id, claim.version],
    queryFn: async ({ signal }) =>
      (await get<{ claim: Claim }>(`/workspaces/${session.ws}/claims/${claim.id}`, { signal })).claim.decisions ?? [],
    enabled: claim.decisions === undefined && claim.version > 0,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
  const decisions = claim.decisions ?? whole ?? [];
  const talk = decisions.filter((decision) => decision.comment !== undefined && decision.reason !== SORTED);
  return (
    <>
      {talk.length > 0 && (
        <ul className={css.talk}>
          {talk.map((decision) => (
            <li key={decision.id}>
              <b>{decision.by.name}</b> <span className={css.quiet}>{t.dateTime(decision.at)}</span>
              <p>{decision.comment}</p>
            </li>
          ))}
        </ul>
      )}
      {mayWrite && (
        <button className={css.link} type="button" onClick={onComment} aria-keyshortcuts="M">
          {t("review.write-colleague")}
        </button>
      )}
      {mayWrite && (
        <>
          {" "}
          <PinRejection session={session} claim={claim} decisions={decisions} />
        </>
      )}
      {decisions.length > 0 && (
        <>
          {" "}
          <button className={css.link} type="button" aria-expanded={open} onClick={() => setOpen((now) => !now)}>
            {t("review.history", { count: decisions.length })}
          </button>
        </>
      )}
      {open && (
        <ol className={css.trail}>
          {decisions.map((decision, at) => (
            <li key={decision.id}>
              {inWords(t, decision)}
              {decision.text !== undefined && (
                <p>
                  <DiffText before={wordingBefore(decisions, at) ?? decision.text} after={decision.text} />
                </p>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

const wordingBefore = (decisions: readonly Decision[], at: number) =>
  decisions.slice(0, at).findLast((decision) => decision.text !== undefined)?.text;

/** "Ekspert 1 afviste: dublet, 21. november kl. 14.05" */
export function inWords(t: Text, decision: Decision): string {
  if (decision.reason === SORTED)
    return t("review.trail", { name: decision.by.name, what: t("review.said-sorted"), at: t.dateTime(decision.at) });
  const unsure = decision.verdict === "comment" && decision.reason === "unsure";
  const verb = unsure ? t("review.said-unsure") : t(`verdict.${decision.verdict}`);
  const key = `reason.${decision.reason ?? ""}`;
  const reason = !unsure && t.has(key) ? t(key) : undefined;
  const as = decision.settledAs ? t(`verdict.${decision.settledAs}`) : undefined;
  const what = [verb, as && `(${as})`].filter(Boolean).join(" ");
  return t(reason ? "review.trail-reason" : "review.trail", {
    name: decision.by.name,
    what,
    reason: reason?.toLocaleLowerCase(t.language),
    at: t.dateTime(decision.at),
  });
}
