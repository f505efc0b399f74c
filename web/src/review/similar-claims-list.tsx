import { useDeferredValue, useMemo, useState } from "react";
import type { Claim, Report } from "../api/shapes.ts";
import { pointApart } from "../text/directions.ts";
import { useText } from "../text/text.tsx";
import css from "./claim-card.module.css";
import { faceOf } from "./claim-face.ts";
import type { ReviewSession } from "./review-session.ts";
import { similarTo } from "./similar-claims.ts";
import { StateMark } from "./state-mark.tsx";
import { useBookShape } from "./use-session.ts";

interface SimilarClaimsProps {
  session: ReviewSession;
  claim: Claim;
  reports: readonly Report[];
  onGo: (id: string) => void;
}

/** The same finding in other reports: to be looked at side by side, and each decided on its own passage. */
export function SimilarClaims({ session, claim, reports, onGo }: SimilarClaimsProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { membership } = useBookShape(session);
  // looked for when the claim itself is painted: with thousands of claims this takes some milliseconds
  const sought = useDeferredValue(claim, undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the book changes in place; its membership says when
  const similar = useMemo(
    () => (sought ? similarTo(sought, session.book.all()) : []),
    [sought?.id, session.book, membership],
  );
  if (similar.length === 0) return <span className={css.quiet}>{t("review.similar-none")}</span>;
  const inReports = new Set(similar.map((other) => other.reportId)).size;
  return (
    <>
      <button className={css.link} type="button" aria-expanded={open} onClick={() => setOpen((now) => !now)}>
        {t("review.similar", { count: similar.length, reports: inReports })}
      </button>
      {open && (
        <ul className={css.similar}>
          {similar.map((other) => (
            <li key={other.id}>
              <StateMark face={faceOf(other, session.me.id)} />
              {pointApart([claim.text, other.text]) && (
                <span className="badge badge-warn">{t("review.similar-apart")}</span>
              )}
              <span>{other.text}</span>
              <span className={css.quiet}>
                {reports.find((report) => report.id === other.reportId)?.title},{" "}
                {t("review.page-short", { page: other.citations[0]?.page ?? 1 })}
              </span>
              <button className={css.link} type="button" onClick={() => onGo(other.id)}>
                {t("review.go-to-it")}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
