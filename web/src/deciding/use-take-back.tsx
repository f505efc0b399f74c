import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { isApiError } from "../api/api-error.ts";
import { inWorkspace } from "../api/queries.ts";
import { useAnnounce } from "../frame/announce.tsx";
import type { ToastMessage } from "../frame/toast.tsx";
import { type Text, useText } from "../text/text.tsx";
import type { MyDesk } from "./my-desk.ts";
import { type Act, type MyHistory, NO_HISTORY } from "./my-history.ts";
import { type TakenBack, takeBack } from "./take-back.ts";

export interface TakeBack {
  back: (how: "undo" | "redo") => void;
  toast: ToastMessage | undefined;
  canUndo: boolean;
  canRedo: boolean;
}

const noSubscription = () => () => undefined;
const noHistory = (): MyHistory => NO_HISTORY;

/**
 * Undo and redo of my own decisions, on any screen of the workspace.
 * @param show goes to what was taken back, where this screen has it; answers whether it had.
 */
export function useTakeBack(desk: MyDesk | undefined, show: (act: Act) => boolean): TakeBack {
  const t = useText();
  const announce = useAnnounce();
  const client = useQueryClient();
  const { done, undone } = useSyncExternalStore(
    desk?.acts.subscribe ?? noSubscription,
    desk?.acts.getHistory ?? noHistory,
  );
  const [toast, setToast] = useState<ToastMessage>();
  const latest = useRef({ desk, show });
  useEffect(() => {
    latest.current = { desk, show };
  });
  const back = useCallback(
    (how: "undo" | "redo") => {
      const { desk: mine, show: here } = latest.current;
      if (!mine) return;
      void takeBack(mine, how).then((taken) => {
        const act = taken.kind === "done" ? taken.acts[0] : taken.kind === "nothing" ? undefined : taken.act;
        const isHere = act !== undefined && here(act);
        const text = wordsFor(t, how, taken, isHere);
        const link =
          act && !isHere && taken.kind !== "gone" ? (
            <Target ws={mine.ws} act={act} theme={themeOf(taken)} />
          ) : undefined;
        setToast((last) => ({ text, turn: (last?.turn ?? 0) + 1, link }));
        announce(text);
        // votes on claims are told of when the server has them
        if (act && (act.type !== "claim" || act.sorted))
          void client.invalidateQueries({ queryKey: inWorkspace(mine.ws) });
      });
    },
    [t, announce, client],
  );
  return { back, toast, canUndo: done.length > 0, canRedo: undone.length > 0 };
}

const themeOf = (taken: TakenBack) => ("theme" in taken ? taken.theme : undefined);

function wordsFor(t: Text, how: "undo" | "redo", taken: TakenBack, isHere: boolean): string {
  if (taken.kind === "nothing") return t(`undo.nothing-to-${how}`);
  if (taken.kind === "gone") return t("undo.gone");
  if (taken.kind === "failed") {
    const offline = !isApiError(taken.error) || taken.error.status === 0;
    return t("undo.failed", { message: offline ? t("error.offline") : (taken.error as Error).message });
  }
  if (taken.kind === "changed") {
    const name = taken.by ?? t("undo.somebody");
    return t(taken.act.sorted ? "undo.changed-sorting" : "undo.changed-decision", { name });
  }
  const [act] = taken.acts;
  const whole = taken.acts.find((each) => each.type !== "claim") ?? act;
  const past = how === "undo" ? "undone" : "redone";
  if (!whole) return t(`undo.${past}`);
  if (whole.sorted) return t(`undo.${past}-sorting`);
  if (whole.type === "statement") return t(`undo.${past}-statement`, { claims: taken.acts.length - 1 });
  if (whole.type === "draft") return t(`undo.${past}-draft`);
  return t(isHere ? `undo.${past}` : `undo.${past}-claim`);
}

/** The way to what was taken back on another screen. */
function Target({ ws, act, theme }: { ws: string; act: Act; theme: string | undefined }) {
  const t = useText();
  if (act.type === "claim")
    return (
      <Link to="/w/$ws/gennemgang" params={{ ws }} search={{ claim: act.targetId }}>
        {t("undo.see-claim")}
      </Link>
    );
  return theme === undefined ? null : (
    <Link to="/w/$ws/temaer/$theme" params={{ ws, theme }}>
      {t("undo.see-draft")}
    </Link>
  );
}
