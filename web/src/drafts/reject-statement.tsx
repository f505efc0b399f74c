import { useState } from "react";
import { REJECT_REASONS, type RejectReason } from "../deciding/reject-reasons.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Choice, Field } from "../frame/field.tsx";
import { useText } from "../text/text.tsx";

interface RejectStatementProps {
  number: number;
  saving: boolean;
  onClose: () => void;
  onReject: (reason: RejectReason, comment: string) => void;
}

/** The seven reasons, in the order they have everywhere. *Andet* needs a comment. */
export function RejectStatement({ number, saving, onClose, onReject }: RejectStatementProps) {
  const t = useText();
  const [reason, setReason] = useState<RejectReason>("not-in-source");
  const [comment, setComment] = useState("");
  const [tried, setTried] = useState(false);
  const missing = reason === "other" && comment.trim() === "";
  return (
    <Dialog open onClose={onClose} title={t("statement.reject-title", { number })}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!missing) onReject(reason, comment.trim());
        }}
      >
        <Choice
          label={t("statement.reject-title", { number })}
          hideLabel
          value={reason}
          onChange={setReason}
          choices={REJECT_REASONS.map((value) => ({ value, name: t(`reason.${value}`) }))}
        />
        <Field
          label={t("statement.reject-comment")}
          value={comment}
          onChange={setComment}
          lines={2}
          optional={reason !== "other"}
          error={tried && missing ? t("statement.reject-comment-needed") : undefined}
        />
        <div className="actions">
          <Button rank={1} type="submit" isPending={saving}>
            {t("statement.reject-go")}
          </Button>
          <Button rank={3} onPress={onClose}>
            {t("frame.cancel")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
