import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import type { Statement } from "./draft-requests.ts";
import look from "./statement-item.module.css";

/** A negation in the two languages drafts are written in. */
const NEGATION = /\b(ikke|ingen|intet|uden|aldrig|hverken|not|no|none|never|without|nor)\b/i;

/** What was checked by machine, in words. */
export function StatementChecks({ statement }: { statement: Pick<Statement, "text" | "checks"> }) {
  const t = useText();
  const { figures, polarity } = statement.checks;
  return (
    <p className={look.checks}>
      {figures === "ok" ? (
        <span>
          <Icon name="check" small />
          {/\d/.test(statement.text) ? t("check.figures-ok") : t("check.figures-none")}
        </span>
      ) : (
        <span className="st st-warn">
          <Icon name="warning" />
          {t("check.figures-missing")}
        </span>
      )}
      {polarity === "differs" && (
        <span className="st st-warn">
          <Icon name="warning" />
          {t("check.polarity-differs")}
        </span>
      )}
      {polarity === "ok" && NEGATION.test(statement.text) && (
        <span>
          <Icon name="check" small />
          {t("check.polarity-ok")}
        </span>
      )}
    </p>
  );
}
