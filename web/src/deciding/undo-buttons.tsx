import { IconButton } from "../frame/button.tsx";
import { useText } from "../text/text.tsx";
import type { TakeBack } from "./use-take-back.tsx";

interface UndoButtonsProps extends Pick<TakeBack, "back" | "canUndo" | "canRedo"> {
  keys?: { undo?: string | undefined; redo?: string | undefined };
}

/** The two keys as buttons. */
export function UndoButtons({ back, canUndo, canRedo, keys = {} }: UndoButtonsProps) {
  const t = useText();
  return (
    <span className="pair">
      <IconButton
        icon="undo"
        label={t("undo.undo-last")}
        isDisabled={!canUndo}
        {...(keys.undo === undefined ? {} : { "aria-keyshortcuts": keys.undo })}
        onPress={() => back("undo")}
      />
      <IconButton
        icon="redo"
        label={t("undo.redo-last")}
        isDisabled={!canRedo}
        {...(keys.redo === undefined ? {} : { "aria-keyshortcuts": keys.redo })}
        onPress={() => back("redo")}
      />
    </span>
  );
}
