import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { authConfigQuery } from "../api/queries.ts";
import { session } from "../api/session.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import { backFromProvider } from "./provider.ts";
import look from "./sign-in.module.css";

/** Where the provider sends people back to. */
export function SignInReturn() {
  const t = useText();
  usePageTitle(t("place.sign-in"));
  const navigate = useNavigate();
  const config = useQuery(authConfigQuery).data;
  const [failed, setFailed] = useState(false);
  // a code can be used once
  const begun = useRef(false);
  useEffect(() => {
    if (!config || config.local || begun.current) return;
    begun.current = true;
    backFromProvider(config)
      .then(({ token, next }) => {
        session.begin(token);
        return navigate({ href: next, replace: true });
      })
      .catch(() => setFailed(true));
  }, [config, navigate]);
  return (
    <div className={look.screen}>
      <h1>{t("sign-in.title")}</h1>
      {failed ? (
        <div className="alert alert-no" role="alert">
          <p>{t("sign-in.failed")}</p>
          <p>
            <Link to="/log-ind">{t("frame.retry")}</Link>
          </p>
        </div>
      ) : (
        <Waiting lines={2} />
      )}
    </div>
  );
}
