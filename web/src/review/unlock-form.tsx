import { useState } from "react";
import { Button } from "../frame/button.tsx";
import { Field } from "../frame/field.tsx";
import { useText } from "../text/text.tsx";
import css from "./page-pane.module.css";

interface UnlockFormProps {
  /** The password given last did not open it. */
  wrong: boolean;
  onUnlock: (password: string) => Promise<void>;
}

/** The page of a report that opens with a password only. It is used here, in the browser, and forgotten. */
export function UnlockForm({ wrong, onUnlock }: UnlockFormProps) {
  const t = useText();
  const [password, setPassword] = useState("");
  const [opening, setOpening] = useState(false);
  return (
    <form
      className={`${css.notice ?? ""} ${css.unlock ?? ""}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (password === "" || opening) return;
        setOpening(true);
        void onUnlock(password).finally(() => {
          setOpening(false);
          setPassword("");
        });
      }}
    >
      <p>{t("review.locked")}</p>
      <Field
        label={t("review.password")}
        hint={t("review.password-hint")}
        type="password"
        value={password}
        onChange={setPassword}
        error={wrong && password === "" ? t("review.password-wrong") : undefined}
      />
      <Button small rank={1} type="submit" isPending={opening}>
        {t("review.unlock")}
      </Button>
    </form>
  );
}
