import { standingVotes } from "../../../functions/evidence/standing.ts";
import type { Claim, Decision } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./clash-panel.module.css";
import { VoteCard } from "./vote-card.tsx";

/** Two people disagree, and both know. Who did not vote, or an editor, ends it with the row below. */
export function SettlePanel({ claim, maySettle }: { claim: Claim; maySettle: boolean }) {
  const t = useText();
  const decisions: readonly Decision[] = claim.decisions ?? [];
  const votes = standingVotes(decisions);
  const comments = votes.filter((vote) => vote.comment);
  return (
    <section className={css.settle} aria-label={t("review.disagreement")}>
      <h2>
        <Icon name="conflict" />
        {t("review.disagreement")}
      </h2>
      <div className={css.votes}>
        {votes.map((vote) => (
          <VoteCard key={vote.id} decision={vote} who={vote.by.name} note={t.dateTime(vote.at)} />
        ))}
      </div>
      {comments.map((vote) => (
        <p className="small" key={vote.id}>
          {t("review.clash-comment", { name: vote.by.name, comment: vote.comment })}
        </p>
      ))}
      <p className="small">{t(maySettle ? "review.settle-how" : "review.settle-waits")}</p>
    </section>
  );
}
