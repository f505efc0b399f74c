import type { Decision } from "../api/shapes.ts";
import { answerToStale, type Contested } from "./answer-to-stale.ts";
import type { DecisionBody, OutboxEntry, PostOutcome } from "./outbox-entry.ts";
import type { OutboxShelf } from "./outbox-shelf.ts";

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

export interface OutboxParts {
  shelf: OutboxShelf;
  /** Workspace and person, `wsp_…/per_…`. */
  scope: string;
  personId: string;
  post: (entry: OutboxEntry) => Promise<PostOutcome>;
  /** Holds other tabs back while this one sends, so that order is kept. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  newKey: () => string;
  now: () => Date;
  /** Told of each decision the server has taken, with the thing as it then is. */
  onStored?: (entry: OutboxEntry, target: unknown, decision?: Decision) => void;
  /** Told of each decision that will never be stored: the server has refused it, or its maker has withdrawn it. */
  onDropped?: (entry: OutboxEntry) => void;
}

export interface OutboxState {
  /** In order of making. */
  entries: readonly OutboxEntry[];
  /** Attempts in a row that reached no server. */
  failures: number;
  signedOut: boolean;
  /** When the server last took a decision, in this tab. */
  savedAt?: Date;
}

/**
 * A person's decisions on their way to the server: on disk before they are sent, sent in the order they were made,
 * each under its own Idempotency-Key, again and again until the server has answered. A decision that meets another
 * person's stays here, with the other beside it, until its maker has chosen.
 */
export class DecisionOutbox {
  #parts: OutboxParts;
  #state: OutboxState = { entries: [], failures: 0, signedOut: false };
  #watchers = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | undefined;
  #again = false;
  #closed = false;
  /** Decisions painted but not yet on disk. */
  #landing: OutboxEntry[] = [];

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Picks up what an earlier visit left. */
  async open(): Promise<void> {
    await this.#refresh();
    this.sendNow();
  }

  /** Takes a decision. It shows in `state` at once; the promise resolves when it is on disk. */
  async add(path: string, targetId: string, body: DecisionBody): Promise<OutboxEntry> {
    const { shelf, scope, newKey, now } = this.#parts;
    const fresh = { key: newKey(), scope, path, targetId, body, sent: false, madeAt: now().toISOString() };
    const landing: OutboxEntry = { ...fresh, seq: Number.MAX_SAFE_INTEGER, state: "waiting" };
    this.#landing.push(landing);
    this.#set({ entries: [...this.#state.entries, landing] });
    const { seq: _unnumbered, ...entry } = landing;
    const stored = await shelf.put(entry);
    this.#landing = this.#landing.filter((other) => other !== landing);
    await this.#refresh();
    this.sendNow();
    return stored;
  }

  /** The maker's answer to a conflict: another body (keep both, or the other's verdict), or nothing at all. */
  async answer(seq: number, body: DecisionBody | "withdraw"): Promise<void> {
    const entry = this.#state.entries.find((candidate) => candidate.seq === seq);
    if (!entry) return;
    if (body === "withdraw") {
      // what was refused has been told of before
      if (entry.state !== "refused") this.#parts.onDropped?.(entry);
      await this.#parts.shelf.remove(seq);
    } else {
      const { current: _seen, refusal: _why, ...rest } = entry;
      await this.#parts.shelf.update({ ...rest, key: this.#parts.newKey(), body, sent: false, state: "waiting" });
    }
    await this.#refresh();
    this.sendNow();
  }

  /** Sends what waits, without waiting for the next attempt: the network is back, or somebody asked. */
  sendNow(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    if (this.#sending !== undefined) {
      this.#again = true;
      return;
    }
    this.#sending = this.#parts
      .exclusively(() => this.#drain())
      .catch(() => this.#set({ failures: this.#state.failures + 1 }))
      .finally(() => {
        this.#sending = undefined;
        if (this.#again) {
          this.#again = false;
          this.sendNow();
        } else this.#plan();
      });
  }

  /** Another tab has changed what waits. */
  async reload(): Promise<void> {
    await this.#refresh();
    this.sendNow();
  }

  /** Resolves when nothing is being sent. */
  async settled(): Promise<void> {
    while (this.#sending !== undefined) await this.#sending;
  }

  getState = (): OutboxState => this.#state;

  subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#watchers.clear();
  }

  async #drain(): Promise<void> {
    for (;;) {
      await this.#refresh();
      const next = this.#next();
      if (!next || this.#closed) return;
      const entry = next.sent ? next : { ...next, sent: true };
      if (!next.sent) await this.#parts.shelf.update(entry);
      const outcome = await this.#parts.post(entry);
      if (!(await this.#take(entry, outcome))) return;
    }
  }

  /** @returns whether to go on with the next. */
  async #take(entry: OutboxEntry, outcome: PostOutcome): Promise<boolean> {
    const { shelf, newKey, now, personId, onStored } = this.#parts;
    if (outcome.kind === "signed-out") {
      this.#set({ signedOut: true });
      return false;
    }
    if (outcome.kind === "unreachable") {
      this.#set({ failures: this.#state.failures + 1 });
      if (outcome.afterMs !== undefined) this.#plan(outcome.afterMs);
      return false;
    }
    this.#set({ failures: 0, signedOut: false });
    if (outcome.kind === "refused") {
      await shelf.update({ ...entry, state: "refused", refusal: { code: outcome.code, message: outcome.message } });
      this.#parts.onDropped?.(entry);
      return true;
    }
    if (outcome.kind === "stale") {
      const answer = answerToStale(entry, outcome.current, personId);
      if (answer === "ask") await shelf.update({ ...entry, state: "conflict", current: outcome.current });
      else if (answer === "again")
        await shelf.update({
          ...entry,
          key: newKey(),
          sent: false,
          body: { ...entry.body, expectedVersion: outcome.version },
        });
      else {
        const mine = (outcome.current as Contested).decisions?.findLast((decision) => decision.by.id === personId);
        onStored?.(entry, outcome.current, mine);
        await this.#stored(entry, outcome.version);
      }
      return true;
    }
    onStored?.(entry, outcome.target, outcome.decision);
    await this.#stored(entry, outcome.version);
    this.#set({ savedAt: now() });
    return true;
  }

  async #stored(entry: OutboxEntry, version: number): Promise<void> {
    await this.#parts.shelf.settle(entry, version);
    this.#set({ entries: this.#state.entries.filter((other) => other.seq !== entry.seq), savedAt: this.#parts.now() });
  }

  /** The oldest that waits and is not behind a conflict or refusal about the same thing. */
  #next(): OutboxEntry | undefined {
    const held = new Set<string>();
    for (const entry of this.#state.entries) {
      if (entry.state !== "waiting") held.add(entry.targetId);
      else if (!held.has(entry.targetId) && entry.seq !== Number.MAX_SAFE_INTEGER) return entry;
    }
    return undefined;
  }

  async #refresh(): Promise<void> {
    const known = new Map(this.#state.entries.map((entry) => [entry.seq, entry]));
    const same = (a: OutboxEntry, b: OutboxEntry | undefined) =>
      b !== undefined && a.key === b.key && a.state === b.state && a.sent === b.sent;
    // what has not changed stays the same object, so that who watches one entry is not told of the others
    const entries = (await this.#parts.shelf.all(this.#parts.scope)).map((entry) => {
      const before = known.get(entry.seq);
      return before && same(entry, before) && before.body.expectedVersion === entry.body.expectedVersion
        ? before
        : entry;
    });
    const onDisk = new Set(entries.map((entry) => entry.key));
    this.#set({ entries: [...entries, ...this.#landing.filter((entry) => !onDisk.has(entry.key))] });
  }

  /** Pauses double from one second to half a minute, with a little chance so that many browsers do not knock at once. */
  #plan(afterMs?: number): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.#state.failures === 0 || !this.#next()) return;
    const doubled = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#state.failures - 1));
    this.#timer = setTimeout(() => this.sendNow(), afterMs ?? doubled * (0.8 + Math.random() * 0.4));
  }

  #set(change: Partial<OutboxState>): void {
    this.#state = { ...this.#state, ...change };
    for (const watcher of this.#watchers) watcher();
  }
}
