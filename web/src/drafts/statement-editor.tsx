import { useState } from "react";
import { Button } from "../frame/button.tsx";
import { Field } from "../frame/field.tsx";
import { useText } from "../text/text.tsx";

interface StatementEditorProps {
  number: number;
  text: string;
  saving: boolean;
  onSave: (text: string) => void;
  onClose: () => void;
}

export function StatementEditor({ number, text, saving, onSave, onClose }: StatementEditorProps) {
  const t = useText();
  const [words, setWords] = useState(text);
  const save = () => {
    if (words.trim() !== "" && words.trim() !== text) onSave(words.trim());
    else onClose();
  };
  return (
    <form
      className="form"
      style={{ gap: "var(--s-3)" }}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
      }}
    >
      <Field
        label={t("statement.reword-label", { number })}
        hint={t("statement.reword-hint")}
        value={words}
        onChange={setWords}
        lines={4}
        autoFocus
      />
      <div className="actions">
        <Button small rank={1} type="submit" isPending={saving}>
          {t("statement.reword-save")}
        </Button>
        <Button small rank={3} onPress={onClose}>
          {t("frame.cancel")}
        </Button>
      </div>
    </form>
  );
}
