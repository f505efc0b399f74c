import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./decision-row.module.css";
import { KeyHint } from "./key-hint.tsx";
import { type ActionId, type KeySettings, keysOf, shortcutsOf } from "./review-keys.ts";

interface DecisionRowProps {
  keys: KeySettings;
  /** Ending a disagreement instead of voting. */
  settling: boolean;
  rejecting: boolean;
  run: (action: ActionId) => void;
}

/** The five answers, each with its key. The row never moves. */
export function DecisionRow({ keys, settling, rejecting, run }: DecisionRowProps) {
  const t = useText();
  const key = (action: ActionId) => keysOf(action, keys)[0] ?? "";
  const name = settling ? t("review.settle-row") : t("review.decide-row");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own
    <div className={css.row} role="group" aria-label={name}>
      <button
        className={`btn btn-1 ${css.go ?? ""}`}
        type="button"
        data-action="accept"
        aria-keyshortcuts={shortcutsOf("accept", keys)}
        onClick={() => run("accept")}
      >
        <span>
          <Icon name="check" />
          {settling ? t("review.settle-accept") : t("review.accept")}
        </span>
        <KeyHint name={key("accept")} />
      </button>
      {(["reword", "reject", "unsure", "skip"] as const).map((action) => (
        <button
          key={action}
          className="btn"
          type="button"
          data-action={action}
          aria-keyshortcuts={shortcutsOf(action, keys)}
          {...(action === "reject" ? { "aria-haspopup": "menu" as const, "aria-expanded": rejecting } : {})}
          onClick={() => run(action)}
        >
          <span>{t(`review.${action}`)}</span>
          <KeyHint name={key(action)} />
        </button>
      ))}
    </div>
  );
}
