import { useEffect, useId, useRef } from "react";
import type { Claim, Decision } from "../api/shapes.ts";
import type { OutboxEntry } from "../deciding/outbox-entry.ts";
import { otherVote } from "../deciding/standing-vote.ts";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./clash-panel.module.css";
import { KeyHint } from "./key-hint.tsx";
import { VoteCard } from "./vote-card.tsx";
import { asDecision } from "./with-unsent.ts";

interface ClashPanelProps {
  entry: OutboxEntry;
  me: { id: string; name: string };
  /** As words on their keys: which key keeps both, which switches. */
  keys: { keep: string; change: string; passage: string };
  onKeep: () => void;
  onSwitch: () => void;
  onPassage: () => void;
}

/** A colleague was first and decided otherwise. My choice is kept, and said to be unsaved; three ways on. */
export function ClashPanel({ entry, me, keys, onKeep, onSwitch, onPassage }: ClashPanelProps) {
  const t = useText();
  const id = useId();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // the panel takes the place of the row where the finger already was
    if (document.activeElement?.closest("[data-pane=card]") || document.activeElement === document.body)
      keep.current?.focus();
  }, []);
  const decisions: readonly Decision[] = (entry.current as Claim | undefined)?.decisions ?? [];
  const other = otherVote(decisions, me.id);
  const mine = asDecision(entry, me as Parameters<typeof asDecision>[1]);
  const verdict = other?.verdict === "settle" ? (other.settledAs ?? "accept") : (other?.verdict ?? "accept");
  return (
    <section className={css.clash} aria-labelledby={id} data-clash>
      <h2 id={id}>
        <Icon name="conflict" />
        {t("review.clash-title", { name: other?.by.name ?? t("review.a-colleague") })}
      </h2>
      <div className={css.votes}>
        {other && (
          <VoteCard decision={other} who={other.by.name} note={t("review.vote-saved", { at: clock(other.at) })} />
        )}
        <VoteCard decision={mine} who={t("review.you")} note={t("review.vote-waits", { at: clock(mine.at) })} unsaved />
      </div>
      {other?.comment && (
        <p className="small">{t("review.clash-comment", { name: other.by.name, comment: other.comment })}</p>
      )}
      <div className={css.pick}>
        <button ref={keep} className="btn btn-1" type="button" data-action="keep-both" onClick={onKeep}>
          <span>{t("review.keep-both")}</span>
          <KeyHint name={keys.keep} />
        </button>
        <button className="btn" type="button" data-action="switch" onClick={onSwitch}>
          <span>{t(`review.switch-${verdict as "accept" | "reject" | "reword"}`)}</span>
          <KeyHint name={keys.change} />
        </button>
        <button className="btn" type="button" onClick={onPassage}>
          <span>{t("review.see-passage")}</span>
          <KeyHint name={keys.passage} />
        </button>
      </div>
    </section>
  );
}

/** To the second: it is about who came first. */
const clock = (iso: string) =>
  new Intl.DateTimeFormat("da-DK", {
    timeZone: "Europe/Copenhagen",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(new Date(iso));
