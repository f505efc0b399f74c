import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get } from "../api/client.ts";
import { inWorkspace } from "../api/queries.ts";
import type { Decision, Listed } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import look from "./audit-trail.module.css";

/** Every decision, oldest first, a page at a time. */
export function AuditTrail({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.audit"));
  const trail = useInfiniteQuery({
    queryKey: [...inWorkspace(ws), "decisions"],
    queryFn: ({ pageParam, signal }) =>
      get<Listed<Decision>>(`/workspaces/${ws}/decisions`, { query: { limit: 100, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor,
  });
  const decisions = trail.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t("audit.title")}</h1>
          <p className="meta">{t("audit.lead")}</p>
        </div>
      </div>
      {trail.isPending && <Waiting />}
      {trail.error && <Problem error={trail.error} onRetry={() => void trail.refetch()} />}
      {trail.data && decisions.length === 0 && <p className="panel">{t("audit.none")}</p>}
      {decisions.length > 0 && (
        <section
          className={`panel scroll ${look.trail ?? ""}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
          tabIndex={0}
          aria-label={t("table.scroll", { name: t("audit.title") })}
        >
          <table>
            <thead>
              <tr>
                <th scope="col">{t("audit.time")}</th>
                <th scope="col">{t("audit.person")}</th>
                <th scope="col">{t("audit.what")}</th>
                <th scope="col">{t("audit.target")}</th>
              </tr>
            </thead>
            <tbody>
              {decisions.map((decision) => (
                <tr key={decision.id}>
                  <td className="nowrap">
                    <time dateTime={decision.at}>{t.dateTime(decision.at)}</time>
                  </td>
                  <td>{decision.by.name}</td>
                  <td>
                    <What decision={decision} />
                  </td>
                  <td>
                    {decision.target.type === "claim" ? (
                      <Link to="/w/$ws/gennemgang" params={{ ws }} search={{ claim: decision.target.id }}>
                        {t("audit.see")}
                      </Link>
                    ) : (
                      t(`audit.target-${decision.target.type}`)
                    )}{" "}
                    <span className="meta">{t("audit.version", { version: decision.basedOnVersion })}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <div className={look.more}>
        {decisions.length > 0 && <span className="meta">{t("audit.count", { count: decisions.length })}</span>}
        {trail.hasNextPage && (
          <Button isPending={trail.isFetchingNextPage} onPress={() => void trail.fetchNextPage()}>
            {t("audit.more")}
          </Button>
        )}
      </div>
    </div>
  );
}

function What({ decision }: { decision: Decision }) {
  const t = useText();
  const reason =
    decision.reason === "unsure" ? t("audit.reason-unsure") : decision.reason && t.maybe(`reason.${decision.reason}`);
  return (
    <>
      <b>{t(`verdict.${decision.verdict}`)}</b>
      {decision.settledAs && <> ({t(`verdict.${decision.settledAs}`)})</>}
      {reason && <>: {reason}</>}
      {decision.text && <p className={look.words}>»{decision.text}«</p>}
      {decision.comment && <p className={look.words}>{decision.comment}</p>}
    </>
  );
}
