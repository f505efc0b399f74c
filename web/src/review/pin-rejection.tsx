import { MUST_NOT_RETURN } from "../../../functions/evidence/must-not-return.ts";
import type { Claim, Decision } from "../api/shapes.ts";
import type { DecisionBody } from "../deciding/outbox-entry.ts";
import { useAnnounce } from "../frame/announce.tsx";
import { useText } from "../text/text.tsx";
import css from "./claim-card.module.css";
import type { ReviewSession } from "./review-session.ts";

interface PinRejectionProps {
  session: ReviewSession;
  claim: Claim;
  decisions: readonly Decision[];
}

/** Of a rejected claim: one click, and no engine or prompt that proposes it again passes the evaluations. */
export function PinRejection({ session, claim, decisions }: PinRejectionProps) {
  const t = useText();
  const announce = useAnnounce();
  if (claim.status !== "rejected" || decisions.some(({ reason }) => reason === MUST_NOT_RETURN)) return null;
  const pin = () => {
    const expectedVersion = session.book.stored(claim.id)?.version ?? claim.version;
    const body: DecisionBody = { verdict: "comment", reason: MUST_NOT_RETURN, expectedVersion };
    void session.outbox.add(`/workspaces/${session.ws}/claims/${claim.id}/decisions`, claim.id, body);
    announce(t("review.pinned"));
  };
  return (
    <button className={css.link} type="button" onClick={pin}>
      {t("review.pin")}
    </button>
  );
}
