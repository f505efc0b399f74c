import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useMemo, useRef, useState } from "react";
import { post } from "../api/client.ts";
import type { Claim, Passage, Theme } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Problem } from "../frame/problem.tsx";
import type { SelectedOnPage } from "../pdf/read-selection.ts";
import { useText } from "../text/text.tsx";
import { KindAndThemes, type Sorting } from "./kind-and-themes.tsx";
import type { ReviewSession } from "./review-session.ts";
import { spanOfSelection } from "./selected-words.ts";
import css from "./sort-dialog.module.css";
import { passagesQuery } from "./use-report-pages.ts";

interface OwnClaimDialogProps {
  session: ReviewSession;
  /** The claim one stood at: its report and page are where the words are sought. */
  beside: Claim;
  selected: SelectedOnPage | undefined;
  themes: readonly Theme[];
  onMade: (claim: Claim) => void;
  onClose: () => void;
}

interface Source {
  text: string;
  /** Offset into the canonical text of the first sign. */
  start: number;
  chosen: { start: number; end: number } | undefined;
}

/** The words to choose from: the canonical text of the passages touched, or of those about the claim one stood at. */
function sourceOf(
  passages: readonly Passage[],
  beside: Claim,
  selected: SelectedOnPage | undefined,
): Source | undefined {
  const ordered = passages.toSorted((a, b) => a.start - b.start);
  const chosen = selected ? spanOfSelection(ordered, selected) : undefined;
  const about = chosen ?? beside.citations[0];
  if (!about) return undefined;
  const first = ordered.findIndex((passage) => passage.end > about.start);
  const last = ordered.findLastIndex((passage) => passage.start < about.end);
  const near = ordered.slice(Math.max(0, first - 2), last + 3);
  const start = near[0]?.start;
  if (start === undefined) return undefined;
  let text = "";
  // gaps between passages are filled with spaces, so that a place in this text is a place in the canonical text
  for (const passage of near) text += " ".repeat(Math.max(0, passage.start - start - text.length)) + passage.text;
  return { text, start, chosen };
}

/** A claim of one's own: words of the source, marked with the mouse on the page or with Shift and the arrows here. */
export function OwnClaimDialog(props: OwnClaimDialogProps) {
  const { session, beside, selected, themes, onMade, onClose } = props;
  const t = useText();
  const page = selected?.rects[0]?.page ?? beside.citations[0]?.page ?? 1;
  const passages = useQuery(passagesQuery(session.ws, beside.reportId, page));
  return (
    <Dialog open onClose={onClose} title={t("review.own-claim")} wide>
      {passages.error && <Problem error={passages.error} onRetry={() => void passages.refetch()} />}
      {passages.data && (
        <OwnClaimForm
          session={session}
          beside={beside}
          themes={themes}
          source={sourceOf(passages.data, beside, selected)}
          marked={selected !== undefined}
          onMade={onMade}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

interface OwnClaimFormProps extends Pick<OwnClaimDialogProps, "session" | "beside" | "themes" | "onMade" | "onClose"> {
  source: Source | undefined;
  marked: boolean;
}

function OwnClaimForm({ session, beside, themes, source, marked, onMade, onClose }: OwnClaimFormProps) {
  const t = useText();
  const field = useId();
  const [span, setSpan] = useState(source?.chosen);
  const [sorting, setSorting] = useState<Sorting>({ kind: "finding", themes: beside.themes.slice(0, 1) });
  const area = useRef<HTMLTextAreaElement>(null);
  const exact = useMemo(
    () => (span && source ? source.text.slice(span.start - source.start, span.end - source.start) : ""),
    [span, source],
  );
  const make = useMutation({
    mutationFn: () =>
      post<{ claim: Claim }>(`/workspaces/${session.ws}/claims`, { reportId: beside.reportId, ...span, ...sorting }),
    onSuccess: ({ claim }) => {
      session.book.put([claim]);
      onMade(claim);
    },
  });
  const read = () => {
    const here = area.current;
    if (!here || !source) return;
    const [from, to] = trimmed(source.text, here.selectionStart, here.selectionEnd);
    if (to > from) setSpan({ start: source.start + from, end: source.start + to });
  };
  if (!source) return <p role="alert">{t("review.own-nothing")}</p>;
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (span) make.mutate();
      }}
    >
      {marked && !source.chosen && <p role="alert">{t("review.own-not-found")}</p>}
      <div>
        <label htmlFor={field} className="label">
          {t("review.own-source")}
        </label>
        <p className="hint" id={`${field}-hint`}>
          {t("review.own-hint")}
        </p>
        <textarea
          id={field}
          ref={area}
          className={`input ${css.source ?? ""}`}
          rows={7}
          readOnly
          value={source.text}
          aria-describedby={`${field}-hint`}
          onSelect={read}
        />
        <blockquote className={`quote ${css.chosen ?? ""}`} aria-live="polite">
          {exact === "" ? <p className="meta">{t("review.own-none-chosen")}</p> : <p>»{exact}«</p>}
        </blockquote>
      </div>
      <KindAndThemes sorting={sorting} themes={themes} onChange={setSorting} />
      {make.error && <Problem error={make.error} focus />}
      <div className="actions">
        <Button rank={1} type="submit" isDisabled={make.isPending || exact === "" || sorting.themes.length === 0}>
          {t("review.make-claim")}
        </Button>
        <Button rank={3} onPress={onClose}>
          {t("frame.cancel")}
        </Button>
      </div>
    </form>
  );
}

/** Without the spaces a hand takes along at the ends. */
function trimmed(text: string, from: number, to: number): [number, number] {
  while (from < to && /\s/.test(text[from] ?? "")) from++;
  while (to > from && /\s/.test(text[to - 1] ?? "")) to--;
  return [from, to];
}
