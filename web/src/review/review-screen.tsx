import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useMyState } from "../api/my-state.ts";
import { meQuery, reportsQuery, themesQuery, workspaceQuery } from "../api/queries.ts";
import type { Person, Report, Theme, Workspace } from "../api/shapes.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import { ReviewDesk } from "./review-desk.tsx";
import { ReviewEmpty } from "./review-empty.tsx";
import type { ReviewSession } from "./review-session.ts";
import { useBookShape, useReviewSession } from "./use-session.ts";

/** Where an expert goes through the claims, one by one. */
export function ReviewScreen({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.review"));
  const me = useQuery(meQuery);
  const workspace = useQuery(workspaceQuery(ws));
  const themes = useQuery(themesQuery(ws));
  const reports = useQuery(reportsQuery(ws));
  const failed = [me, workspace, themes, reports].find((query) => query.error !== null && query.data === undefined);
  if (failed)
    return (
      <div className="page">
        <Problem error={failed.error} onRetry={() => void failed.refetch()} />
      </div>
    );
  if (!me.data || !workspace.data || !themes.data || !reports.data)
    return (
      <div className="page">
        <Waiting />
      </div>
    );
  return (
    <WithSession
      key={`${ws} ${String(workspace.data.settings.reviewersPerClaim)}`}
      workspace={workspace.data}
      me={me.data.person}
      themes={themes.data}
      reports={reports.data}
    />
  );
}

interface WithSessionProps {
  workspace: Workspace;
  me: Person;
  themes: readonly Theme[];
  reports: readonly Report[];
}

function WithSession({ workspace, me, themes, reports }: WithSessionProps) {
  const search = useSearch({ from: "/w/$ws/gennemgang" });
  const { session, error, retry } = useReviewSession(workspace, me, search);
  if (!session) return <div className="page">{error ? <Problem error={error} onRetry={retry} /> : <Waiting />}</div>;
  return <WithClaims {...{ session, workspace, themes, reports, error, retry }} />;
}

interface WithClaimsProps extends Omit<WithSessionProps, "me"> {
  session: ReviewSession;
  error: unknown;
  retry: () => void;
}

function WithClaims({ session, workspace, themes, reports, error, retry }: WithClaimsProps) {
  const search = useSearch({ from: "/w/$ws/gennemgang" });
  const { complete } = useBookShape(session);
  const { state } = useMyState(session.ws);
  if (error && session.book.size === 0)
    return (
      <div className="page">
        <Problem error={error} onRetry={retry} />
      </div>
    );
  if (session.book.size === 0 && complete) return <ReviewEmpty ws={session.ws} />;
  // where one stopped is known before the first claim is shown, so that it does not change under one's eyes
  if (session.book.size === 0 || state === undefined)
    return (
      <div className="page">
        <Waiting />
      </div>
    );
  return <ReviewDesk {...{ session, workspace, themes, reports, search }} />;
}
