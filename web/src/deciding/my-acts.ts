import { get } from "../api/client.ts";
import type { Decision, Listed } from "../api/shapes.ts";
import { type Act, actOf, afterAct, historyOf, type MyHistory } from "./my-history.ts";

/** The trail is read anew from a little before its last known moment: two decisions may share a millisecond. */
const OVERLAP_MS = 1_000;

/**
 * Everything I have decided in a workspace, in order: what the audit trail has, and after it what this tab has made and
 * the trail may not have yet. A decision is known by its id, so clocks that differ never count it twice or leave it out.
 */
export class MyActs {
  #ws: string;
  #personId: string;
  #trail: Act[] = [];
  #local: Act[] = [];
  #until: string | undefined;
  #passedOver = new Set<Act>();
  #loading: Promise<void> | undefined;
  #watchers = new Set<() => void>();
  history: MyHistory = historyOf([]);

  constructor(ws: string, personId: string) {
    this.#ws = ws;
    this.#personId = personId;
  }

  subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };
  getHistory = (): MyHistory => this.history;

  add(...acts: readonly Act[]): void {
    this.#local.push(...acts);
    for (const act of acts) this.#set(afterAct(this.history, act));
  }

  /** The server has taken what waited: from now on it goes by the decision, which may not be the one first made. */
  stored(decision: Decision): void {
    const at = this.#local.findIndex((act) => act.id === undefined && act.targetId === decision.target.id);
    if (at < 0) return;
    // the trail may have been read between the server's writing and its answer
    if (this.#trail.some((act) => act.id === decision.id)) this.#local.splice(at, 1);
    else this.#local[at] = actOf(decision);
    this.#recount();
  }

  /** Something that waited will never be stored: refused, or withdrawn by its maker before it counted. */
  forget(targetId: string): void {
    const at = this.#local.findLastIndex((act) => act.id === undefined && act.targetId === targetId);
    if (at < 0) return;
    this.#local.splice(at, 1);
    this.#recount();
  }

  /** What cannot be taken back any more is passed over, so that undo comes to what lies before it. */
  passOver(acts: readonly Act[]): void {
    for (const act of acts) this.#passedOver.add(act);
    this.#set(this.history);
  }

  /** Reads what the trail has more than we know: from other visits, tabs and machines. */
  load(): Promise<void> {
    this.#loading ??= this.#read().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #read(): Promise<void> {
    const known = new Set(this.#trail.map((act) => act.id));
    let cursor: string | undefined;
    do {
      const page: Listed<Decision> = await get(`/workspaces/${this.#ws}/decisions`, {
        query: { by: this.#personId, since: this.#until, limit: 200, cursor },
      });
      for (const decision of page.items) {
        if (!known.has(decision.id)) this.#trail.push(actOf(decision));
        known.add(decision.id);
      }
      const last = page.items.at(-1);
      cursor = page.cursor;
      if (last && cursor === undefined) this.#until = new Date(Date.parse(last.at) - OVERLAP_MS).toISOString();
    } while (cursor);
    this.#local = this.#local.filter((act) => act.id === undefined || !known.has(act.id));
    this.#recount();
  }

  #recount(): void {
    this.#set(historyOf([...this.#trail, ...this.#local]));
  }

  #set({ done, undone }: MyHistory): void {
    const left = (acts: readonly Act[]) => acts.filter((act) => !this.#passedOver.has(act));
    this.history = this.#passedOver.size === 0 ? { done, undone } : { done: left(done), undone: left(undone) };
    for (const watcher of this.#watchers) watcher();
  }
}
