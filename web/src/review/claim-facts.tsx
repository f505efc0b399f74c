import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { everyItem, inWorkspace } from "../api/queries.ts";
import type { Claim, Report, Source } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { pointApart } from "../text/directions.ts";
import { useText } from "../text/text.tsx";
import css from "./claim-card.module.css";
import { Conversation } from "./conversation.tsx";
import { figuresMissing, figuresOf } from "./figures-in-text.ts";
import type { ReviewSession } from "./review-session.ts";
import { SimilarClaims } from "./similar-claims-list.tsx";

interface ClaimFactsProps {
  session: ReviewSession;
  claim: Claim;
  reports: readonly Report[];
  mayDecide: boolean;
  onGo: (id: string) => void;
  onComment: () => void;
}

/** What is known about the claim besides its words: always these facts, always in this order. */
export function ClaimFacts({ session, claim, reports, mayDecide, onGo, onComment }: ClaimFactsProps) {
  const t = useText();
  const { engine, model, promptVersion } = claim.origin;
  const version = promptVersion === undefined ? undefined : t("review.prompt-version", { version: promptVersion });
  return (
    <dl className={css.facts}>
      <dt>{t("review.fact-wording")}</dt>
      <dd>
        <Wording claim={claim} />
      </dd>
      <dt>{t("review.fact-figures")}</dt>
      <dd>
        <Figures claim={claim} />
      </dd>
      <dt>{t("review.fact-attribution")}</dt>
      <dd>
        <Whose session={session} claim={claim} />
      </dd>
      <dt>{t("review.fact-similar")}</dt>
      <dd>
        <SimilarClaims key={claim.id} session={session} claim={claim} reports={reports} onGo={onGo} />
      </dd>
      <dt>{t("review.fact-origin")}</dt>
      <dd className={css.quiet}>{[t(`engine.${engine}`), model, version].filter(Boolean).join(", ")}</dd>
      <dt>{t("review.fact-talk")}</dt>
      <dd>
        <Conversation session={session} claim={claim} mayWrite={mayDecide} onComment={onComment} />
      </dd>
    </dl>
  );
}

function Warning({ children }: { children: React.ReactNode }) {
  return (
    <span className="badge badge-warn">
      <Icon name="warning" />
      {children}
    </span>
  );
}

/** How the words that were proposed relate to the source's, and what else is to be watched for. */
function Wording({ claim }: { claim: Claim }) {
  const t = useText();
  const differing = claim.citations.filter((citation) => citation.fidelity === "differs");
  const edits = differing.flatMap((citation) => citation.edits ?? []);
  const fidelity = claim.citations[0]?.fidelity ?? "verbatim";
  const flags = claim.flags.filter((flag) => flag !== "wording-differs" && flag !== "number-in-table");
  return (
    <>
      {differing.length > 0 || claim.flags.includes("wording-differs") ? (
        <>
          <Warning>{t("review.wording-differs")}</Warning>
          <br />
          {edits.map((edit) => (
            <span key={`${edit.from}→${edit.to}`}>{t(editKey(edit), edit)} </span>
          ))}
          {t("review.source-words-shown")}
        </>
      ) : (
        t(`review.fidelity-${fidelity as Exclude<typeof fidelity, "differs">}`)
      )}
      {pointApart(claim.citations.map(({ exact }) => exact)) && (
        <p>
          <Warning>{t("review.citations-apart")}</Warning>
        </p>
      )}
      {claim.checks.polarity === "differs" && (
        <p>
          <Warning>{t("review.polarity-differs")}</Warning>
        </p>
      )}
      {flags.map((flag) => (
        <p key={flag}>
          <Warning>{t(`review.flag-${flag}`)}</Warning>
        </p>
      ))}
    </>
  );
}

const editKey = ({ from, to }: { from: string; to: string }) =>
  from === "" ? "review.edit-added" : to === "" ? "review.edit-left-out" : "review.edit-changed";

function Figures({ claim }: { claim: Claim }) {
  const t = useText();
  const quote = claim.citations.map((citation) => citation.exact).join(" ");
  const all = figuresOf(claim.text).length;
  const missing = figuresMissing(claim.text, quote);
  if (all === 0) return <span className={css.quiet}>{t("review.figures-none")}</span>;
  return (
    <>
      {t("review.figures-found", { found: all - missing.length, all })}
      {missing.length > 0 && (
        <p>
          <Warning>{t("review.figures-missing", { figures: t.list(missing) })}</Warning>
        </p>
      )}
      {claim.flags.includes("number-in-table") && <p className={css.quiet}>{t("review.flag-number-in-table")}</p>}
    </>
  );
}

function Whose({ session, claim }: { session: ReviewSession; claim: Claim }) {
  const t = useText();
  const { by, sources = [], speaker } = claim.attribution;
  const known = useQuery({
    queryKey: [...inWorkspace(session.ws), "sources", claim.reportId],
    queryFn: ({ signal }) => everyItem<Source>(`/workspaces/${session.ws}/reports/${claim.reportId}/sources`, signal),
    enabled: by === "source",
    staleTime: 60_000,
  }).data;
  if (by === "speaker")
    return speaker
      ? t(speaker.role ? "review.said-by-role" : "review.said-by", { ...speaker })
      : t("review.said-by-somebody");
  if (by === "report" || sources.length === 0) return t("review.own-finding");
  const outside = sources.filter((source) => {
    const entry = known?.find((candidate) => candidate.label === source.label);
    return entry !== undefined && entry.reportId === undefined;
  });
  const names = sources.map(({ label, author, year, page }) =>
    [author || label, year, page ? t("review.page-short", { page }) : undefined].filter(Boolean).join(", "),
  );
  return (
    <>
      {t("review.cited-by-report", { source: names.join("; ") })}{" "}
      {outside.length > 0 && (
        <>
          <span className={css.quiet}>{t("review.source-outside")}</span>{" "}
          <Link to="/w/$ws/rapporter" params={{ ws: session.ws }}>
            {t("review.source-add")}
          </Link>
        </>
      )}
    </>
  );
}
