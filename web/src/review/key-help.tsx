import { useState } from "react";
import { Dialog } from "../frame/dialog.tsx";
import { keyName } from "../frame/key-name.ts";
import { useText } from "../text/text.tsx";
import { keyLabel } from "./foot-bar.tsx";
import css from "./key-help.module.css";
import { KeyHint } from "./key-hint.tsx";
import { ACTIONS, type ActionId, type KeySettings, keysOf, takenBy, USUAL_KEYS } from "./review-keys.ts";
import { Switch } from "./switch.tsx";

interface KeyHelpProps {
  open: boolean;
  keys: KeySettings;
  onKeys: (keys: KeySettings) => void;
  onClose: () => void;
}

const GROUPS = ["decide", "move", "page", "help"] as const;

/** All keys, and how to change them. */
export function KeyHelp({ open, keys, onKeys, onClose }: KeyHelpProps) {
  const t = useText();
  const [asking, setAsking] = useState<ActionId>();
  const [refusal, setRefusal] = useState<string>();
  const take = (event: React.KeyboardEvent, id: ActionId) => {
    if (event.key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") return setAsking(undefined);
    const name = keyName(event.nativeEvent);
    if (name === undefined) return;
    const other = takenBy(name, id, keys);
    if (other) return setRefusal(t("review.key-taken", { key: keyLabel(name), action: t(`review.action-${other}`) }));
    setRefusal(undefined);
    setAsking(undefined);
    onKeys({ ...keys, own: { ...keys.own, [id]: name } });
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("review.keys-title")} wide>
      <p>{t("review.keys-lead")}</p>
      <Switch
        label={t("review.single-keys-long")}
        on={keys.singleKeys}
        onChange={(singleKeys) => onKeys({ ...keys, singleKeys })}
      />
      {refusal && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
      <div className={css.groups}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{t(`review.keys-${group}`)}</h3>
            <dl className={css.keys}>
              {ACTIONS.filter((action) => action.group === group).map(({ id }) => (
                <div key={id}>
                  <dt>{t(`review.action-${id}`)}</dt>
                  <dd>
                    {asking === id ? (
                      <button
                        type="button"
                        className={css.key}
                        // biome-ignore lint/a11y/noAutofocus: the person has just asked to press a key
                        autoFocus
                        onKeyDown={(event) => take(event, id)}
                        onBlur={() => setAsking(undefined)}
                      >
                        {t("review.press-key")}
                      </button>
                    ) : (
                      <button
                        type="button"
                        className={css.key}
                        onClick={() => {
                          setRefusal(undefined);
                          setAsking(id);
                        }}
                      >
                        <span className="sr">
                          {t("review.change-key", {
                            action: t(`review.action-${id}`),
                            key: keysOf(id, keys).map(keyLabel).join(", "),
                          })}
                        </span>
                        {keysOf(id, keys).map((name) => (
                          <KeyHint key={name} name={keyLabel(name)} />
                        ))}
                      </button>
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <div className="actions">
        <button
          className="btn btn-2 btn-s"
          type="button"
          onClick={() => onKeys({ ...USUAL_KEYS, singleKeys: keys.singleKeys })}
        >
          {t("review.usual-keys")}
        </button>
      </div>
    </Dialog>
  );
}
