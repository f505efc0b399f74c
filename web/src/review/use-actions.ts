import { type RefObject, useCallback, useEffect, useMemo, useRef } from "react";
import { useAnnounce } from "../frame/announce.tsx";
import { useCommands } from "../frame/commands.tsx";
import { useText } from "../text/text.tsx";
import { keyLabel } from "./foot-bar.tsx";
import type { PagePaneHandle } from "./page-pane.tsx";
import { ACTIONS, type ActionId, type KeySettings, keysOf } from "./review-keys.ts";
import type { ReviewSession } from "./review-session.ts";
import type { CurrentClaim } from "./use-current-claim.ts";
import type { usePanes } from "./use-panes.ts";
import { useReviewKeys } from "./use-review-keys.ts";
import type { Sequence } from "./use-sequence.ts";

interface Parts {
  session: ReviewSession;
  keys: KeySettings;
  current: CurrentClaim;
  sequence: Sequence;
  /** Answers whether the action was one of deciding. */
  decide: (action: ActionId) => boolean;
  panes: ReturnType<typeof usePanes>;
  page: RefObject<PagePaneHandle | null>;
  onHelp: () => void;
}

/**
 * Every action of the screen, for its keys, its buttons and the palette alike.
 * @returns runs an action, and answers whether there was anything to do. The same function for as long as the screen is shown.
 */
export function useActions(parts: Parts): (action: ActionId) => boolean {
  const t = useText();
  const announce = useAnnounce();
  const latest = useRef(parts);
  useEffect(() => {
    latest.current = parts;
  });

  const sayWhere = useCallback(() => {
    // the list says it itself when it has the focus
    if (document.activeElement?.getAttribute("role") === "listbox") return;
    setTimeout(() => {
      const { session, current, sequence } = latest.current;
      const claim = current.id === undefined ? undefined : session.book.get(current.id);
      const position = current.id === undefined ? undefined : sequence.place.get(current.id);
      if (claim && position !== undefined)
        announce(`${t("review.claim-of", { position, total: sequence.total })}. ${claim.text}`);
    }, 0);
  }, [announce, t]);

  const run = useCallback(
    (action: ActionId): boolean => {
      const { current, panes, page, decide, onHelp } = latest.current;
      if (decide(action)) return true;
      switch (action) {
        case "next":
        case "previous":
          if (current.step(action === "next" ? 1 : -1)) sayWhere();
          else announce(t("review.list-ends"));
          return true;
        case "next-undecided":
          if (current.nextOpen()) sayWhere();
          else announce(t("review.none-open"));
          return true;
        case "next-pane":
        case "previous-pane":
          panes.cycle(action === "next-pane" ? 1 : -1);
          return true;
        case "passage":
          page.current?.toPassage();
          panes.focusPane(
            document.activeElement?.closest("[data-pane=passage], [data-pane=page]") ? "card" : "passage",
          );
          return true;
        case "zoom-in":
        case "zoom-out":
        case "zoom-fit":
          page.current?.zoom(action === "zoom-in" ? "in" : action === "zoom-out" ? "out" : "fit");
          return true;
        case "help":
          onHelp();
          return true;
        default:
          return false;
      }
    },
    [sayWhere, announce, t],
  );

  const { keys } = parts;
  useReviewKeys(keys, run);
  const commands = useMemo(
    () =>
      ACTIONS.filter((action) => action.id !== "palette").map(({ id }) => ({
        id: `review-${id}`,
        label: t(`review.action-${id}`),
        key: keyLabel(keysOf(id, keys)[0] ?? ""),
        run: () => void run(id),
      })),
    [t, keys, run],
  );
  useCommands("review", commands);
  return run;
}
