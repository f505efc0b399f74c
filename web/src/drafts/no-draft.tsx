import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { workspaceQuery } from "../api/queries.ts";
import type { Draft, Theme } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Problem } from "../frame/problem.tsx";
import { mayDo } from "../frame/role.ts";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import { useRequestDraft } from "./draft-requests.ts";

interface NoDraftProps {
  ws: string;
  theme: Theme;
  place: number;
  of: number;
  draft: Draft | undefined;
}

/** A theme without sentences yet: being written, failed, empty, or never asked for. */
export function NoDraft({ ws, theme, place, of, draft }: NoDraftProps) {
  const t = useText();
  const role = useQuery(workspaceQuery(ws)).data?.role;
  const request = useRequestDraft(ws, theme.id);
  const usable = theme.counts.pending + theme.counts.accepted;
  const mayAsk = mayDo(role, "editor");
  return (
    <div className="page">
      <p className="meta">
        <Link to="/w/$ws/temaer" params={{ ws }}>
          {t("draft.all-themes")}
        </Link>{" "}
        · {t("draft.theme-of", { place, count: of })}
      </p>
      <h1>{theme.name[t.language]}</h1>
      <div className="panel form" style={{ marginTop: "var(--s-5)" }}>
        {draft?.status === "drafting" && (
          <>
            <p role="status">{t("draft.drafting-body")}</p>
            <Waiting lines={5} />
          </>
        )}
        {draft?.status === "failed" && (
          <div className="alert alert-no">
            <p>
              {t("draft.failed-body")} {draft.failure?.message}
            </p>
          </div>
        )}
        {draft?.status !== "drafting" && (
          <>
            {draft?.status !== "failed" && <p>{t("draft.empty")}</p>}
            <p className="meta">{t("draft.empty-claims", { count: usable })}</p>
            {request.error && <Problem error={request.error} focus />}
            {mayAsk && usable > 0 && (
              <div className="actions">
                <Button rank={1} isPending={request.isPending} onPress={() => request.mutate()}>
                  {t("draft.request-first")}
                </Button>
              </div>
            )}
            {!mayAsk && <p className="meta">{t("draft.empty-reader")}</p>}
          </>
        )}
      </div>
    </div>
  );
}
