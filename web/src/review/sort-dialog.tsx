import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { patch } from "../api/client.ts";
import type { Claim, Theme } from "../api/shapes.ts";
import { sortingIn } from "../deciding/take-back-sorting.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Problem } from "../frame/problem.tsx";
import { useText } from "../text/text.tsx";
import { KindAndThemes, type Sorting } from "./kind-and-themes.tsx";
import type { ReviewSession } from "./review-session.ts";
import css from "./sort-dialog.module.css";

interface SortDialogProps {
  session: ReviewSession;
  claim: Claim;
  themes: readonly Theme[];
  onClose: () => void;
}

/** Another kind or other themes: a correction, not a decision. */
export function SortDialog({ session, claim, themes, onClose }: SortDialogProps) {
  const t = useText();
  const [sorting, setSorting] = useState<Sorting>({ kind: claim.kind, themes: claim.themes });
  const save = useMutation({
    mutationFn: () =>
      patch<{ claim: Claim }>(`/workspaces/${session.ws}/claims/${claim.id}`, {
        ...sorting,
        expectedVersion: session.book.stored(claim.id)?.version ?? claim.version,
      }),
    onSuccess: ({ claim: changed }) => {
      const act = sortingIn(changed, session.me.id);
      if (act) session.acts.add(act);
      session.book.put([changed]);
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={t("review.sort")}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <KindAndThemes sorting={sorting} themes={themes} onChange={setSorting} />
        {save.error && <Problem error={save.error} focus />}
        <div className="actions">
          <Button rank={1} type="submit" isDisabled={save.isPending || sorting.themes.length === 0}>
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
