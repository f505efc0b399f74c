import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useText } from "../text/text.tsx";
import { IconButton } from "./button.tsx";

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** For a question that must be answered: no click outside closes it, and it is announced as an alert. */
  alert?: boolean;
  wide?: boolean;
}

export function Dialog({ open, onClose, title, children, alert = false, wide = false }: DialogProps) {
  const t = useText();
  return (
    <ModalOverlay
      className="veil"
      isOpen={open}
      isDismissable={!alert}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={wide ? "window window-wide" : "window"}>
        <AriaDialog className="window-body" role={alert ? "alertdialog" : "dialog"}>
          <header className="window-head">
            <Heading slot="title">{title}</Heading>
            <IconButton icon="close" label={t("frame.close")} onPress={onClose} />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
