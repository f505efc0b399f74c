import { memo } from "react";
import { useText } from "../text/text.tsx";
import { faceOf } from "./claim-face.ts";
import css from "./claim-list.module.css";
import { optionId } from "./claim-list.tsx";
import type { ReviewSession } from "./review-session.ts";
import { StateMark } from "./state-mark.tsx";
import { useClaim } from "./use-session.ts";

interface ClaimRowProps {
  session: ReviewSession;
  id: string;
  position: number;
  of: number;
  isCurrent: boolean;
  onGo: (id: string) => void;
}

/** Listens for its own claim alone: deciding one redraws one row. */
export const ClaimRow = memo(function ClaimRow({ session, id, position, of, isCurrent, onGo }: ClaimRowProps) {
  const t = useText();
  const claim = useClaim(session, id);
  if (!claim) return null;
  const face = faceOf(claim, session.me.id);
  const isDone = face.state === "accepted" || face.state === "reworded" || face.state === "rejected";
  const reason = face.reason === undefined ? undefined : t(`reason.${face.reason}`).toLocaleLowerCase(t.language);
  const word = reason === undefined ? t(`claim.${face.state}`) : `${t(`claim.${face.state}`)}: ${reason}`;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and points here
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the list's
    <div
      id={optionId(claim.id)}
      role="option"
      aria-selected={isCurrent}
      aria-setsize={of}
      aria-posinset={position}
      className={`${css.item ?? ""} ${isDone ? (css.done ?? "") : ""}`}
      data-current={isCurrent || undefined}
      data-claim={claim.id}
      onClick={() => onGo(claim.id)}
    >
      <StateMark face={face} bare />
      <span className={css.text}>{claim.text}</span>
      <span className={css.meta}>
        <span className={css.page}>{t("review.page-short", { page: claim.citations[0]?.page ?? 1 })}</span>
        {isDone || face.state !== "pending" ? word : t(`kind.${claim.kind}`)}
      </span>
    </div>
  );
});
