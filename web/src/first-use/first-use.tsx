import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { meQuery, themesQuery, workspaceQuery } from "../api/queries.ts";
import { Icon } from "../frame/icon.tsx";
import { mayDo } from "../frame/role.ts";
import { useText } from "../text/text.tsx";
import look from "./first-use.module.css";

/** An empty workspace explains itself: one thing to do, and the promise as a picture. */
export function FirstUse({ ws, dropFiles }: { ws: string; dropFiles: ReactNode }) {
  const t = useText();
  const role = useQuery(workspaceQuery(ws)).data?.role;
  const other = useQuery(meQuery).data?.workspaces.find((workspace) => workspace.id !== ws);
  const themes = useQuery(themesQuery(ws)).data?.length ?? 0;
  return (
    <div className="page">
      <div className={look.start}>
        <div>
          <h1>{t("first.title")}</h1>
          <p className={look.lead}>{t("first.lead")}</p>
          {mayDo(role, "editor") ? dropFiles : <p className="panel">{t("first.reader")}</p>}
          {other && (
            <p className={look.or}>
              {t.rich("first.look", {
                name: other.name,
                link: (inside: ReactNode[]) => (
                  <Link to="/w/$ws/overblik" params={{ ws: other.id }}>
                    {inside}
                  </Link>
                ),
              })}
            </p>
          )}
        </div>
        <Picture />
      </div>
      <ol className={look.steps}>
        <li>
          <span>1</span>
          <h2>{t("first.step-1")}</h2>
          <p>{t("first.step-1-body")}</p>
        </li>
        <li>
          <span>2</span>
          <h2>{t("first.step-2")}</h2>
          <p>{t("first.step-2-body")}</p>
        </li>
        <li>
          <span>3</span>
          <h2>{t("first.step-3")}</h2>
          <p>
            {t.rich("first.step-3-body", {
              count: themes,
              link: (inside: ReactNode[]) => (
                <Link to="/w/$ws/temaer" params={{ ws }}>
                  {inside}
                </Link>
              ),
            })}
          </p>
        </li>
      </ol>
    </div>
  );
}

/** A claim, a line, the words on the page. */
function Picture() {
  const t = useText();
  return (
    <figure className={look.picture} role="img" aria-label={t("first.picture")}>
      <div aria-hidden="true">
        <div className={look.claim}>
          <span className="badge badge-kind">{t("kind.finding")}</span>
          <p>{t("first.picture-claim")}</p>
          <div className={look.under}>
            <span className="st st-accepted">
              <Icon name="accepted" />
              {t("claim.accepted")}
            </span>
            <span className="cite">{t("first.picture-page")}</span>
          </div>
        </div>
        <i className={look.wire} />
        <p className={look.note}>{t("first.picture-note")}</p>
        <div className={look.sheet}>
          <strong>{t("first.picture-heading")}</strong>
          <p>{t("first.picture-1")}</p>
          <p className={look.bracket}>
            {t("first.picture-2a")}
            <mark>{t("first.picture-2b")}</mark>
            {t("first.picture-2c")}
          </p>
          <p>{t("first.picture-3")}</p>
          <span className={look.number}>12</span>
        </div>
      </div>
    </figure>
  );
}
