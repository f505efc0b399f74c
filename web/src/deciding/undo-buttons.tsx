import { memo } from "react";
import { IconButton } from "../frame/button.tsx";
import { useText } from "../text/text.tsx";
import type { TakeBack } from "./use-take-back.tsx";

interface UndoButtonsProps extends Pick<TakeBack, "back" | "canUndo" | "canRedo"> {
  /** As `aria-keyshortcuts` wants them. */
  undoKeys?: string | undefined;
  redoKeys?: string | undefined;
}

/** The two keys as buttons. */
export const UndoButtons = memo(function UndoButtons({ back, canUndo, canRedo, undoKeys, redoKeys }: UndoButtonsProps) {
  const t = useText();
  return (
    <span className="pair">
      <IconButton
        icon="undo"
        label={t("undo.undo-last")}
        isDisabled={!canUndo}
        {...(undoKeys === undefined ? {} : { "aria-keyshortcuts": undoKeys })}
        onPress={() => back("undo")}
      />
      <IconButton
        icon="redo"
        label={t("undo.redo-last")}
        isDisabled={!canRedo}
        {...(redoKeys === undefined ? {} : { "aria-keyshortcuts": redoKeys })}
        onPress={() => back("redo")}
      />
    </span>
  );
});
