import { useCallback, useEffect, useRef, useState } from "react";
import type { Claim } from "../api/shapes.ts";
import type { OutboxEntry } from "../deciding/outbox-entry.ts";
import type { RejectReason } from "../deciding/reject-reasons.ts";
import { otherVote } from "../deciding/standing-vote.ts";
import type { TakeBack } from "../deciding/use-take-back.tsx";
import { useAnnounce } from "../frame/announce.tsx";
import { useText } from "../text/text.tsx";
import type { ActionId } from "./review-keys.ts";
import type { ReviewSession } from "./review-session.ts";
import type { CurrentClaim } from "./use-current-claim.ts";
import { type Said, useDecide } from "./use-decide.ts";
import type { Pane } from "./use-panes.ts";
import type { Sequence } from "./use-sequence.ts";

/** What one is doing with the claim in focus. */
export type Mode = "read" | "reword" | "reject" | "unsure" | "comment" | "other";

interface Parts {
  session: ReviewSession;
  claim: Claim | undefined;
  current: CurrentClaim;
  sequence: Sequence;
  settling: boolean;
  clash: OutboxEntry | undefined;
  mayDecide: boolean;
  back: TakeBack["back"];
  focusPane: (pane: Pane) => void;
}

/** From a key or button to a decision, and on to the next claim. */
export function useDeciding(parts: Parts) {
  const { session, claim } = parts;
  const t = useText();
  const announce = useAnnounce();
  const decide = useDecide(session);
  const [doing, setDoing] = useState<{ claim: string | undefined; mode: Mode }>({ claim: undefined, mode: "read" });
  const mode = doing.claim === claim?.id ? doing.mode : "read";
  const latest = useRef({ ...parts, mode });
  useEffect(() => {
    latest.current = { ...parts, mode };
  });

  const setMode = useCallback((next: Mode) => {
    setDoing({ claim: latest.current.claim?.id, mode: next });
  }, []);
  const leave = useCallback(() => {
    setMode("read");
    latest.current.focusPane("card");
  }, [setMode]);

  const say = useCallback(
    (what: string) => {
      const { sequence, current } = latest.current;
      const id = current.id;
      const position = id === undefined ? undefined : sequence.place.get(id);
      announce(position === undefined ? what : `${what}. ${t("review.claim-of", { position, total: sequence.total })}`);
    },
    [announce, t],
  );

  /** Decides, and goes on; the announcement names the claim one comes to. */
  const settle = useCallback(
    (said: Said, word: string, goOn = true) => {
      const { claim: here, current, settling } = latest.current;
      if (!here) return;
      const as = said.verdict;
      const isEnding = settling && (as === "accept" || as === "reject" || as === "reword");
      decide(here, isEnding ? { ...said, verdict: "settle", settledAs: as } : said);
      setDoing({ claim: undefined, mode: "read" });
      const moved = goOn && current.step(1);
      // the claim one comes to is known only after the step
      setTimeout(() => say(moved || !goOn ? word : `${word}. ${t("review.list-ends")}`), 0);
      if (latest.current.mode !== "read") latest.current.focusPane("card");
    },
    [decide, say, t],
  );

  const answerClash = useCallback(
    (how: "keep" | "switch") => {
      const { clash, focusPane } = latest.current;
      if (!clash) return;
      const now = clash.current as Claim | undefined;
      const expectedVersion = now?.version ?? clash.body.expectedVersion;
      const other = otherVote(now?.decisions ?? [], session.me.id);
      if (how === "keep") void session.outbox.answer(clash.seq, { ...clash.body, keepBoth: true, expectedVersion });
      else if (other) {
        const verdict = other.verdict === "settle" ? (other.settledAs ?? "accept") : other.verdict;
        void session.outbox.answer(clash.seq, {
          verdict,
          ...(other.reason === undefined ? {} : { reason: other.reason as RejectReason }),
          ...(verdict === "reject" && other.reason === "other" ? { comment: other.comment ?? other.reason } : {}),
          ...(other.text === undefined ? {} : { text: other.text }),
          expectedVersion,
        });
      } else void session.outbox.answer(clash.seq, "withdraw");
      announce(t(how === "keep" ? "review.kept-both" : "review.switched"));
      focusPane("card");
    },
    [session, announce, t],
  );

  const run = useCallback(
    (action: ActionId): boolean => {
      const { mayDecide, clash, claim: here } = latest.current;
      if (clash && (action === "accept" || action === "reword")) {
        answerClash(action === "accept" ? "keep" : "switch");
        return true;
      }
      // the row is not there while one chooses what to do about the colleague's decision
      if (clash && (action === "reject" || action === "unsure" || action === "skip" || action === "comment"))
        return true;
      if (action === "skip") {
        latest.current.current.step(1);
        say(t("review.skipped"));
        return true;
      }
      if (!mayDecide || !here) return false;
      switch (action) {
        case "accept":
          settle({ verdict: "accept" }, t("claim.accepted"));
          return true;
        case "reword":
        case "reject":
        case "unsure":
        case "comment":
          setMode(latest.current.mode === action ? "read" : action);
          return true;
        case "undo":
        case "redo":
          latest.current.back(action);
          return true;
        default:
          return false;
      }
    },
    [answerClash, settle, setMode, say, t],
  );

  const reject = useCallback(
    (reason: RejectReason) => {
      if (reason === "other") setMode("other");
      else settle({ verdict: "reject", reason }, t("claim.rejected"));
    },
    [setMode, settle, t],
  );
  const reword = useCallback((text: string) => settle({ verdict: "reword", text }, t("claim.reworded")), [settle, t]);
  const note = useCallback(
    (comment: string | undefined) => {
      const said = comment === undefined ? {} : { comment };
      if (latest.current.mode === "other") settle({ verdict: "reject", reason: "other", ...said }, t("claim.rejected"));
      else if (latest.current.mode === "unsure")
        settle({ verdict: "comment", reason: "unsure", ...said }, t("claim.unsure"));
      else settle({ verdict: "comment", ...said }, t("review.comment-sent"), false);
    },
    [settle, t],
  );

  return { mode, setMode, leave, run, reject, reword, note };
}
