import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { session } from "../api/session.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { useText } from "../text/text.tsx";
import look from "./sign-in.module.css";

/** The tab in which one signed in again: it tells the others, and can be closed. */
export function SignedInAgain() {
  const t = useText();
  usePageTitle(t("place.sign-in"));
  useEffect(() => {
    session.begin();
    // a browser closes it only where a page of ours opened it
    window.close();
  }, []);
  return (
    <div className={look.screen}>
      <h1>{t("session.again-title")}</h1>
      <p className={look.lead}>{t("session.again-body")}</p>
      <p>
        <Link to="/arbejdsrum">{t("session.again-go")}</Link>
      </p>
    </div>
  );
}
