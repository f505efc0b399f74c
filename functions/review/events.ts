import type { Decision } from "../evidence/decision.ts";
import type { WorkspaceId } from "../evidence/ids.ts";
import type { Language } from "../evidence/sentence.ts";
import { changedFor, type Eyes, seenDecisions, told } from "../store/claim-view.ts";
import type { Store } from "../store/dynamo-store.ts";
import { claimsSeen } from "./claims-seen.ts";
import { reportSeen } from "./report-view.ts";

/** Something changed, as the asker may see it. The thing itself is fetched when it is wanted. */
export interface Event {
  /** Where to go on: give it back as `since` or `Last-Event-ID`. */
  id: string;
  type: "report" | "claim" | "draft" | "decision";
  data: Record<string, unknown>;
}

// Clocks of two processes differ and a write takes a moment: what happened just before the last event may arrive after it.
const OVERLAP_MS = 2000;

const earlier = (at: string) => {
  const time = Date.parse(at);
  return Number.isNaN(time) ? at : new Date(time - OVERLAP_MS).toISOString();
};

/**
 * What changed after `since`, oldest first. Told at least once: an event may come a second time, never not at all.
 * @param since ISO 8601, or an event's id.
 */
export async function eventsSince(
  store: Store,
  workspaceId: WorkspaceId,
  eyes: Eyes,
  language: Language,
  since: string,
): Promise<Event[]> {
  const from = earlier(since);
  const [reports, claims, drafts] = await Promise.all([
    store.changedAt(workspaceId),
    claimsSeen(store, workspaceId, eyes),
    store.storedDrafts(workspaceId),
  ]);
  const events: Event[] = [];
  const tell = (id: string, type: Event["type"], data: Record<string, unknown>) => {
    if (id > from) events.push({ id, type, data });
  };
  const tellDecision = (at: string, decision: Decision) => tell(at, "decision", { decision });
  for (const { report, changedAt } of reports) {
    if (changedAt <= from) continue;
    const { id, title, status, progress, failure, candidate } = reportSeen(report, language, report.counts.claims);
    tell(changedAt, "report", {
      id,
      title,
      status,
      progress,
      ...(failure === undefined ? {} : { failure }),
      ...(candidate === undefined ? {} : { candidate: { status: candidate.status, progress: candidate.progress } }),
    });
  }
  for (const { claim, stored } of claims) {
    if (stored.changedAt <= from) continue;
    const { id, reportId, status, version } = claim;
    tell(changedFor(stored, eyes), "claim", { id, reportId, status, version });
    for (const { decision, since: at } of seenDecisions(stored, eyes)) tellDecision(at, told(decision));
  }
  for (const draft of drafts) {
    const statements = await Promise.all(draft.changedAt > from ? [store.statementsOf(draft)] : []);
    tell(draft.changedAt, "draft", { id: draft.id, themeId: draft.themeId, phase: draft.phase });
    for (const decision of draft.decisions) tellDecision(decision.at, told(decision));
    for (const statement of statements.flat()) {
      for (const decision of statement.decisions) tellDecision(decision.at, told(decision));
    }
  }
  return events.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** Never tells the same thing twice in a row of calls, for one listener. */
export function withoutRepeats() {
  const told = new Map<string, string>();
  return (events: readonly Event[]): Event[] =>
    events.filter(({ id, type, data }) => {
      const what = `${type}:${(data.id as string | undefined) ?? (data.decision as Decision | undefined)?.id}`;
      const how = `${id}:${JSON.stringify(data)}`;
      if (told.get(what) === how) return false;
      told.set(what, how);
      return true;
    });
}
