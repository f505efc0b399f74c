import { usePageTitle } from "../frame/page-title.ts";
import { useText } from "../text/text.tsx";
import look from "./accessibility.module.css";

const DONE = ["access.does-1", "access.does-2", "access.does-3", "access.does-4", "access.does-5"] as const;
const MISSING = ["access.lacks-1", "access.lacks-2", "access.lacks-3"] as const;

/** What an authority needs for its own accessibility statement, with the known gaps. */
export function Accessibility() {
  const t = useText();
  usePageTitle(t("access.title"));
  return (
    <div className={`page ${look.page ?? ""}`}>
      <h1>{t("access.title")}</h1>
      <p>{t("access.lead")}</p>
      <h2>{t("access.does")}</h2>
      <ul>
        {DONE.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <h2>{t("access.lacks")}</h2>
      <ul>
        {MISSING.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <h2>{t("access.contact")}</h2>
      <p>{t("access.contact-body")}</p>
    </div>
  );
}
