import { useEffect, useId, useRef, useState } from "react";
import { REJECT_REASONS, type RejectReason } from "../deciding/reject-reasons.ts";
import { useText } from "../text/text.tsx";
import { KeyHint } from "./key-hint.tsx";
import css from "./reject-menu.module.css";

interface RejectMenuProps {
  onChoose: (reason: RejectReason) => void;
  onClose: () => void;
}

/** Why it is rejected: 1–7 chooses and saves, Esc closes without rejecting. *Andet* goes on to a comment. */
export function RejectMenu({ onChoose, onClose }: RejectMenuProps) {
  const t = useText();
  const title = useId();
  const [at, setAt] = useState(0);
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    menu.current?.querySelectorAll<HTMLButtonElement>("[role=menuitem]")[at]?.focus();
  }, [at]);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const { key } = event;
    const count = REJECT_REASONS.length;
    const digit = /^[1-7]$/.test(key) ? Number(key) : undefined;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (digit !== undefined) {
      const reason = REJECT_REASONS[digit - 1];
      if (reason) onChoose(reason);
    } else if (key === "Escape" || key === "Tab") onClose();
    else if (key === "ArrowDown") setAt((now) => (now + 1) % count);
    else if (key === "ArrowUp") setAt((now) => (now + count - 1) % count);
    else if (key === "Home") setAt(0);
    else if (key === "End") setAt(count - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={css.menu}>
      <header>
        <h2 id={title}>{t("review.why-reject")}</h2>
        <span className="meta">{t("review.saved-on-choice")}</span>
      </header>
      <div role="menu" tabIndex={-1} aria-labelledby={title} ref={menu} onKeyDown={onKeyDown}>
        {REJECT_REASONS.map((reason, index) => {
          const key: string = `review.reason-hint-${reason}`;
          const hint = t.has(key) ? t(key) : undefined;
          return (
            <button
              key={reason}
              type="button"
              role="menuitem"
              tabIndex={index === at ? 0 : -1}
              data-reason={reason}
              className={reason === "other" ? css.apart : ""}
              onMouseEnter={() => setAt(index)}
              onClick={() => onChoose(reason)}
            >
              <KeyHint name={String(index + 1)} />
              {reason === "other" ? t("review.reason-other") : t(`reason.${reason}`)}
              {hint && <small>{hint}</small>}
            </button>
          );
        })}
      </div>
    </div>
  );
}
