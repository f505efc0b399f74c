import { useState } from "react";
import type { Theme } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Field, Pick } from "../frame/field.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import { useThemeActions } from "./theme-requests.ts";

interface ThemeDialogProps {
  ws: string;
  theme: Theme;
  onClose: () => void;
}

/** One cue word a line; blanks and repetitions fall out. */
const cuesIn = (lines: string) => [
  ...new Set(
    lines
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  ),
];

/** A new theme, or another wording of one. */
export function EditTheme({ ws, theme, onClose }: Omit<ThemeDialogProps, "theme"> & { theme?: Theme }) {
  const t = useText();
  const { add, edit } = useThemeActions(ws);
  const [da, setDa] = useState(theme?.name.da ?? "");
  const [en, setEn] = useState(theme?.name.en ?? "");
  const [definition, setDefinition] = useState(theme?.definition ?? "");
  const [cues, setCues] = useState((theme?.cues ?? []).join("\n"));
  const [tried, setTried] = useState(false);
  const missing = (name: string) => (tried && name.trim() === "" ? t("theme.name-needed") : undefined);
  const save = () => {
    setTried(true);
    if (da.trim() === "" || en.trim() === "") return;
    const words = { name: { da: da.trim(), en: en.trim() }, definition: definition.trim(), cues: cuesIn(cues) };
    if (theme) edit.mutate({ id: theme.id, ...words }, { onSuccess: onClose });
    else add.mutate(words, { onSuccess: onClose });
  };
  const error = add.error ?? edit.error;
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={theme ? t("theme.edit-title", { theme: theme.name[t.language] }) : t("theme.new-title")}
    >
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {error && <Problem error={error} focus />}
        <Field label={t("theme.name-da")} value={da} onChange={setDa} error={missing(da)} required />
        <Field label={t("theme.name-en")} value={en} onChange={setEn} error={missing(en)} required />
        <Field
          label={t("theme.definition")}
          hint={t("theme.definition-hint")}
          value={definition}
          onChange={setDefinition}
          lines={3}
          optional
        />
        <Field label={t("theme.cues")} hint={t("theme.cues-hint")} value={cues} onChange={setCues} lines={8} optional />
        <p className="meta">{t("theme.sorted")}</p>
        <div className="actions">
          <Button rank={1} type="submit" isPending={add.isPending || edit.isPending}>
            {t("frame.save")}
          </Button>
          <Button rank={3} onPress={onClose}>
            {t("frame.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function MergeTheme({ ws, theme, themes, onClose }: ThemeDialogProps & { themes: readonly Theme[] }) {
  const t = useText();
  const { merge } = useThemeActions(ws);
  const others = themes.filter((one) => one.id !== theme.id);
  const [into, setInto] = useState<string>(others[0]?.id ?? "");
  return (
    <Dialog open onClose={onClose} title={t("theme.merge-title", { theme: theme.name[t.language] })}>
      <div className="form">
        <p>{t("theme.merge-body")}</p>
        {merge.error && <Problem error={merge.error} focus />}
        <Pick
          label={t("theme.merge-into")}
          value={into}
          onChange={setInto}
          choices={others.map((one) => ({ value: one.id, name: one.name[t.language] }))}
        />
        <div className="actions">
          <Button
            rank={1}
            isDisabled={into === ""}
            isPending={merge.isPending}
            onPress={() => merge.mutate({ id: theme.id, into }, { onSuccess: onClose })}
          >
            {t("theme.merge-go")}
          </Button>
          <Button rank={3} onPress={onClose}>
            {t("frame.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

export function DeleteTheme({ ws, theme, onClose }: ThemeDialogProps) {
  const t = useText();
  const { remove } = useThemeActions(ws);
  const { pending, accepted, rejected, conflict } = theme.counts;
  return (
    <Dialog open alert onClose={onClose} title={t("theme.delete-title", { theme: theme.name[t.language] })}>
      <div className="form">
        <p>{t("theme.delete-body", { claims: pending + accepted + rejected + conflict })}</p>
        {remove.error && <Problem error={remove.error} focus />}
        <div className="actions">
          <Button isPending={remove.isPending} onPress={() => remove.mutate(theme.id, { onSuccess: onClose })}>
            {t("theme.delete-go")}
          </Button>
          <Button rank={3} onPress={onClose} autoFocus>
            {t("frame.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
