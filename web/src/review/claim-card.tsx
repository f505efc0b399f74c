import { useEffect, useRef } from "react";
import type { Claim, Report, Theme } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./claim-card.module.css";
import { faceOf } from "./claim-face.ts";
import { ClaimFacts } from "./claim-facts.tsx";
import { FigureText } from "./figure-text.tsx";
import { QuoteBlock } from "./quote-block.tsx";
import type { ReviewSession } from "./review-session.ts";
import { StateMark } from "./state-mark.tsx";

interface ClaimCardProps {
  session: ReviewSession;
  claim: Claim;
  position: number | undefined;
  total: number;
  themes: readonly Theme[];
  reports: readonly Report[];
  mayDecide: boolean;
  /** What stands in the place of the claim's text while it is reworded. */
  editor?: React.ReactNode;
  onGo: (id: string) => void;
  onPassage: (citation: number) => void;
  onComment: () => void;
  onSort: () => void;
  onList: () => void;
  children: React.ReactNode;
}

/** One claim with everything one needs to decide it, always in the same order and place. */
export function ClaimCard(props: ClaimCardProps) {
  const { session, claim, position, total, themes, reports, mayDecide, editor } = props;
  const t = useText();
  const face = faceOf(claim, session.me.id);
  const body = useRef<HTMLElement>(null);
  const quote = claim.citations.map((citation) => citation.exact).join(" ");
  const name = t("review.claim-of", { position: position ?? 0, total });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another claim is read from its top
  useEffect(() => {
    body.current?.scrollTo({ top: 0 });
  }, [claim.id]);
  return (
    <section className={css.card} data-pane="card" tabIndex={-1} aria-label={name} data-claim={claim.id}>
      <section
        className={css.body}
        ref={body}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t("review.card-body")}
        data-scrolls-quietly
      >
        <div className={css.top}>
          <h2 className="meta">
            <button className={css.back} type="button" onClick={props.onList}>
              <Icon name="list-bulleted" small />
              {t("review.list-open")}
            </button>
            {name}
          </h2>
          <StateMark face={face} />
        </div>
        <div className={css.block} key={claim.id}>
          <div className={css.kinds}>
            <span className="badge badge-kind">{t(`kind.${claim.kind}`)}</span>
            {claim.themes.map((id) => (
              <span className="badge" key={id}>
                {themes.find((theme) => theme.id === id)?.name[t.language] ?? id}
              </span>
            ))}
            {mayDecide && (
              <button className={css.sort} type="button" onClick={props.onSort}>
                <Icon name="edit" small />
                <span className="sr">{t("review.sort")}</span>
              </button>
            )}
          </div>
          {editor ?? (
            <p className={css.claim} lang={langOf(claim, reports)}>
              <FigureText text={claim.text} other={quote} />
            </p>
          )}
        </div>
        {claim.citations.map((citation, at) => (
          <QuoteBlock
            key={`${String(citation.start)} ${String(citation.end)}`}
            citation={citation}
            claimText={claim.text}
            report={reports.find((report) => report.id === citation.reportId)}
            part={claim.citations.length > 1 ? { at: at + 1, of: claim.citations.length } : undefined}
            lang={langOf(claim, reports)}
            onPassage={() => props.onPassage(at)}
          />
        ))}
        <ClaimFacts
          session={session}
          claim={claim}
          reports={reports}
          mayDecide={mayDecide}
          onGo={props.onGo}
          onComment={props.onComment}
        />
      </section>
      {props.children}
    </section>
  );
}

/** The language of the report's own words, so that they are read aloud rightly. */
function langOf(claim: Claim, reports: readonly Report[]): string | undefined {
  const language = reports.find((report) => report.id === claim.reportId)?.language;
  return language === "other" ? undefined : language;
}
