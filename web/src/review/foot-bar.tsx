import type { OutboxEntry } from "../deciding/outbox-entry.ts";
import { UndoButtons } from "../deciding/undo-buttons.tsx";
import type { TakeBack } from "../deciding/use-take-back.tsx";
import { Icon, type IconName } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./foot-bar.module.css";
import { KeyHint } from "./key-hint.tsx";
import { type ActionId, type KeySettings, keysOf, shortcutsOf } from "./review-keys.ts";
import type { ReviewSession } from "./review-session.ts";
import type { SaveState } from "./save-state.ts";
import { Switch } from "./switch.tsx";
import { useOutboxState, useSaveState } from "./use-session.ts";

export type FootMode = "read" | "reject" | "write" | "clash";

interface FootBarProps {
  session: ReviewSession;
  keys: KeySettings;
  mode: FootMode;
  takeBack: TakeBack | undefined;
  onSingleKeys: (on: boolean) => void;
  onHelp: () => void;
}

/** Saved or not, the keys that work right now, and the switch for single keys: always in the same places. */
export function FootBar({ session, keys, mode, takeBack, onSingleKeys, onHelp }: FootBarProps) {
  const t = useText();
  const key = (action: ActionId) => keyLabel(keysOf(action, keys)[0] ?? "");
  const hints: readonly (readonly [readonly string[], string])[] =
    mode === "reject"
      ? [
          [["1–7"], t("review.hint-reason")],
          [["↓", "↑"], t("review.hint-move")],
          [["Esc"], t("review.hint-close-menu")],
        ]
      : mode === "write"
        ? [
            [["Enter"], t("review.hint-save")],
            [["Esc"], t("review.hint-leave")],
          ]
        : mode === "clash"
          ? [
              [[key("accept")], t("review.hint-keep-both")],
              [[key("reword")], t("review.hint-switch")],
              [[key("passage")], t("review.hint-see-passage")],
              [[key("next")], t("review.hint-go-on")],
            ]
          : [
              [[key("next"), key("previous")], t("review.hint-next")],
              [[key("next-undecided")], t("review.hint-undecided")],
              [[key("passage")], t("review.hint-passage")],
              [[key("comment")], t("review.hint-comment")],
              [[key("next-pane")], t("review.hint-pane")],
              [[key("undo")], t("review.hint-undo")],
            ];
  return (
    <section className={css.foot} aria-label={t("review.foot")}>
      <Saved session={session} />
      {takeBack && (
        <UndoButtons
          back={takeBack.back}
          canUndo={takeBack.canUndo}
          canRedo={takeBack.canRedo}
          undoKeys={shortcutsOf("undo", keys)}
          redoKeys={shortcutsOf("redo", keys)}
        />
      )}
      <div className={css.keys}>
        {hints.map(([names, what]) => (
          <span key={what}>
            {names.map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}{" "}
            {what}
          </span>
        ))}
        {mode === "read" && (
          <button type="button" className={css.help} onClick={onHelp}>
            <KeyHint name={key("help")} /> {t("review.hint-all-keys")}
          </button>
        )}
      </div>
      <div className={css.end}>
        <Switch wordFirst label={t("review.single-keys")} on={keys.singleKeys} onChange={onSingleKeys} />
      </div>
    </section>
  );
}

export const keyLabel = (name: string) =>
  name
    .replace("ArrowDown", "↓")
    .replace("ArrowUp", "↑")
    .replace(/(?<=^|\+)-$/, "−");

const LOOK: Record<SaveState["kind"], readonly [IconName, string]> = {
  saved: ["accepted", "ok"],
  saving: ["hourglass", "busy"],
  retrying: ["warning", "warn"],
  "signed-out": ["warning", "warn"],
  "your-choice": ["hourglass", "wait"],
  refused: ["warning", "warn"],
};

function Saved({ session }: { session: ReviewSession }) {
  const t = useText();
  const state = useSaveState(session);
  const { entries } = useOutboxState(session);
  const [icon, look] = LOOK[state.kind];
  const words =
    state.kind === "saved"
      ? state.at
        ? t("review.saved-at", { time: t.time(state.at) })
        : t("review.all-saved")
      : state.kind === "refused"
        ? t("review.save-refused", { message: state.message })
        : t(`review.save-${state.kind}`, { count: state.count });
  const stuck = state.kind === "retrying" || state.kind === "signed-out" || state.kind === "refused";
  return (
    <div className={css.saved}>
      <span className={`${css.state ?? ""} ${css[look] ?? ""}`} role="status" data-save={state.kind}>
        <Icon name={icon} />
        {words}
      </span>
      {stuck && (
        <button className={css.link} type="button" onClick={() => download(entries)}>
          {t("review.as-file")}
        </button>
      )}
      {state.kind === "refused" && (
        <button
          className={css.link}
          type="button"
          onClick={() => {
            for (const entry of entries)
              if (entry.state === "refused") void session.outbox.answer(entry.seq, "withdraw");
          }}
        >
          {t("review.refused-drop")}
        </button>
      )}
    </div>
  );
}

/** What is not saved yet, to keep or hand to somebody: nothing one decided depends on this browser alone. */
function download(entries: readonly OutboxEntry[]): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(entries, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `belaeg-ikke-gemt-${new Date().toISOString().slice(0, 19).replaceAll(":", ".")}.json`;
  link.click();
  URL.revokeObjectURL(url);
}
