import type { Decision } from "../api/shapes.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import { isVote, otherVote, sameVote } from "./standing-vote.ts";

/** What the server shows of a thing that somebody changed first. */
export interface Contested {
  version: number;
  decisions?: Decision[];
}

/**
 * What to do when the server says that somebody was first:
 * - `stored`: it has this very decision already; the answer to it was lost and its key has expired
 * - `again`: nothing there speaks against it (a comment, a changed theme, the same vote): send it on the new version
 * - `ask`: the other decided differently, and only the maker can say what she wants now
 */
export function answerToStale(entry: OutboxEntry, current: unknown, personId: string): "stored" | "again" | "ask" {
  const decisions = (current as Contested | undefined)?.decisions ?? [];
  const mine = decisions.findLast((decision) => decision.by.id === personId);
  if (
    mine !== undefined &&
    mine.verdict === entry.body.verdict &&
    sameVote(mine, entry.body) &&
    mine.comment === entry.body.comment &&
    mine.basedOnVersion === entry.body.expectedVersion
  )
    return "stored";
  if (!isVote(entry.body) || entry.body.keepBoth) return "again";
  const other = otherVote(decisions, personId);
  if (!other) return "again";
  const vote = other.verdict === "settle" ? { ...other, verdict: other.settledAs } : other;
  return sameVote(vote, entry.body) ? "again" : "ask";
}
