import { useEffect, useId, useRef, useState } from "react";
import { useText } from "../text/text.tsx";
import { KeyHint } from "./key-hint.tsx";
import css from "./note-form.module.css";

interface NoteFormProps {
  label: string;
  hint: string;
  action: string;
  /** An empty note is not enough: a comment, or the reason *andet*. */
  needed: boolean;
  onSave: (note: string | undefined) => void;
  onClose: () => void;
}

/** A line to write, where the reject menu also stands. Enter saves, Shift+Enter breaks the line, Esc closes. */
export function NoteForm({ label, hint, action, needed, onSave, onClose }: NoteFormProps) {
  const t = useText();
  const field = useId();
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const save = () => {
    const written = note.trim();
    if (needed && written === "") {
      setMissing(true);
      area.current?.focus();
      return;
    }
    onSave(written === "" ? undefined : written);
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else if (event.key === "Enter" && !event.shiftKey && event.target === area.current) save();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <label htmlFor={field}>{label}</label>
      <p id={`${field}-hint`} className="meta">
        {hint}
      </p>
      {missing && (
        <p id={`${field}-error`} className="field-error">
          {t("review.note-needed")}
        </p>
      )}
      <textarea
        id={field}
        ref={area}
        className="input"
        rows={2}
        maxLength={4000}
        value={note}
        aria-invalid={missing}
        aria-describedby={missing ? `${field}-error ${field}-hint` : `${field}-hint`}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="actions">
        <button className="btn btn-1 btn-s" type="submit">
          {action} <KeyHint name="Enter" />
        </button>
        <button className="btn btn-3 btn-s" type="button" onClick={onClose}>
          {t("frame.cancel")} <KeyHint name="Esc" />
        </button>
      </div>
    </form>
  );
}
