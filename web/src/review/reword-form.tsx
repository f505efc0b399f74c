import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { Claim } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./claim-card.module.css";
import { DiffText } from "./diff-text.tsx";
import { figuresMissing } from "./figures-in-text.ts";
import { KeyHint } from "./key-hint.tsx";
import { unsavedWording } from "./unsaved-wording.ts";

interface RewordFormProps {
  claim: Claim;
  onSave: (text: string) => void;
  onClose: () => void;
}

/** The claim in one's own words, with what changes and whether its numbers are in the quote. Esc keeps the draft. */
export function RewordForm({ claim, onSave, onClose }: RewordFormProps) {
  const t = useText();
  const field = useId();
  const [text, setText] = useState(() => unsavedWording.read(claim.id) ?? claim.text);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const here = area.current;
    here?.focus();
    here?.setSelectionRange(here.value.length, here.value.length);
  }, []);
  const quote = claim.citations.map((citation) => citation.exact).join(" ");
  const missing = useMemo(() => figuresMissing(text, quote), [text, quote]);
  const changed = text.trim() !== claim.text.trim() && text.trim() !== "";
  const write = (next: string) => {
    setText(next);
    unsavedWording.keep(claim.id, next === claim.text ? undefined : next);
  };
  const save = () => {
    if (!changed) return;
    unsavedWording.keep(claim.id, undefined);
    onSave(text.trim());
  };
  return (
    <form
      className={css.editor}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <label htmlFor={field} className="sr">
        {t("review.reword-label")}
      </label>
      <textarea
        id={field}
        ref={area}
        className={`input ${css.wording ?? ""}`}
        rows={Math.max(3, Math.ceil(text.length / 34))}
        maxLength={4000}
        value={text}
        aria-describedby={`${field}-checks`}
        onChange={(event) => write(event.target.value)}
      />
      <div id={`${field}-checks`} className={css.checks} aria-live="polite">
        {missing.length > 0 ? (
          <span className="badge badge-warn">
            <Icon name="warning" />
            {t("review.figures-missing", { figures: t.list(missing) })}
          </span>
        ) : (
          <span className={css.quiet}>{t("review.figures-all-there")}</span>
        )}
      </div>
      {changed && (
        <p className={css.diff}>
          <DiffText before={claim.text} after={text} />
        </p>
      )}
      <div className="actions">
        <button className="btn btn-1 btn-s" type="submit" aria-disabled={!changed}>
          {t("review.save-and-accept")} <KeyHint name="Ctrl+Enter" />
        </button>
        <button className="btn btn-3 btn-s" type="button" onClick={onClose}>
          {t("review.leave-draft")} <KeyHint name="Esc" />
        </button>
      </div>
    </form>
  );
}
