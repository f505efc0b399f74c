import type { Decision } from "../api/shapes.ts";
import { useText } from "../text/text.tsx";
import type { ClaimFace } from "./claim-face.ts";
import css from "./clash-panel.module.css";
import { StateMark } from "./state-mark.tsx";

interface VoteCardProps {
  decision: Decision;
  who: string;
  note: string;
  unsaved?: boolean;
}

const STATE = { accept: "accepted", reword: "reworded", reject: "rejected" } as const;

/** One person's vote: what, why, when. */
export function VoteCard({ decision, who, note, unsaved = false }: VoteCardProps) {
  const t = useText();
  const verdict = decision.verdict === "settle" ? decision.settledAs : decision.verdict;
  const state: ClaimFace["state"] =
    verdict !== undefined && verdict in STATE ? STATE[verdict as keyof typeof STATE] : "unsure";
  const key = `reason.${decision.reason ?? ""}`;
  return (
    <div className={css.vote}>
      <StateMark face={{ state, awaitsSecond: false }} word={`${who}: ${t(`claim.${state}`)}`} />
      {t.has(key) && <span>{t(key)}</span>}
      {decision.text !== undefined && <span>»{decision.text}«</span>}
      {unsaved && !t.has(key) && decision.text === undefined && <span>{t("review.not-saved-yet")}</span>}
      <span className="meta">{note}</span>
    </div>
  );
}
