import type { Reviewers } from "../../../functions/evidence/standing.ts";
import type { Claim, Person } from "../api/shapes.ts";
import type { OutboxEntry } from "../deciding/outbox-entry.ts";
import { withUnsent } from "./with-unsent.ts";

/** Which claims there are; another object only when that changes. */
export interface BookShape {
  /** Goes up when claims come, go, or change theme: what the order of the list depends on. */
  membership: number;
  total: number;
  complete: boolean;
}

/**
 * The workspace's claims in the browser: as the server last said, with one's own unsent decisions laid over them, and
 * with other people's changes held back until one asks to see them.
 */
export class ClaimBook {
  #me: Pick<Person, "id" | "name">;
  #reviewers: Reviewers;
  #claims = new Map<string, Claim>();
  #unsent = new Map<string, OutboxEntry[]>();
  #shown = new Map<string, Claim>();
  #held = new Map<string, Claim | undefined>();
  #shape: BookShape = { membership: 0, total: 0, complete: false };
  #revision = 0;
  #watchers = new Set<() => void>();

  constructor(me: Pick<Person, "id" | "name">, reviewers: Reviewers) {
    this.#me = me;
    this.#reviewers = reviewers;
  }

  getShape = (): BookShape => this.#shape;
  /** Goes up with every change of any claim. */
  getRevision = (): number => this.#revision;
  subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** A claim as its reader should see it now. */
  get(id: string): Claim | undefined {
    const shown = this.#shown.get(id);
    if (shown) return shown;
    const claim = this.#claims.get(id);
    const entries = this.#unsent.get(id);
    const seen = claim && entries ? withUnsent(claim, entries, this.#me, this.#reviewers) : claim;
    if (seen) this.#shown.set(id, seen);
    return seen;
  }

  /** Without the unsent decisions: what the next decision is based on. */
  stored(id: string): Claim | undefined {
    return this.#claims.get(id);
  }

  all(): Iterable<Claim> {
    return this.#claims.keys().map((id) => this.get(id)!);
  }

  get size(): number {
    return this.#claims.size;
  }

  /** From the list, or as an answer to something one did. An older version never replaces a newer. */
  put(claims: readonly Claim[]): void {
    let moved = false;
    for (const claim of claims) {
      const before = this.#claims.get(claim.id);
      if (before && before.version > claim.version) continue;
      if (!before || before.themes.join() !== claim.themes.join()) moved = true;
      this.#claims.set(claim.id, claim);
      this.#shown.delete(claim.id);
      this.#held.delete(claim.id);
    }
    this.#turn(moved);
  }

  /** After a whole walk of the list: what was not met is gone, with its report. */
  keepOnly(ids: ReadonlySet<string>): void {
    let gone = false;
    for (const id of this.#claims.keys()) {
      if (ids.has(id)) continue;
      this.#claims.delete(id);
      this.#shown.delete(id);
      this.#held.delete(id);
      gone = true;
    }
    if (gone) this.#turn(true);
  }

  setTotal(total: number, complete: boolean): void {
    this.#shape = { ...this.#shape, total, complete };
    this.#turn(false);
  }

  setUnsent(entries: readonly OutboxEntry[]): void {
    const touched = new Set(this.#unsent.keys());
    this.#unsent.clear();
    for (const entry of entries) {
      const list = this.#unsent.get(entry.targetId);
      if (list) list.push(entry);
      else this.#unsent.set(entry.targetId, [entry]);
      touched.add(entry.targetId);
    }
    if (touched.size === 0) return;
    for (const id of touched) this.#shown.delete(id);
    this.#turn(false);
  }

  /** Somebody changed this claim. It stays as it is on the screen until it is taken out with {@link release}. */
  hold(id: string, claim?: Claim): void {
    const here = this.#claims.get(id);
    if (here && claim && claim.version <= here.version) return;
    if (this.#held.has(id) && claim === undefined) return;
    this.#held.set(id, claim);
    this.#turn(false);
  }

  /** @returns the ids whose new state is not known here and must be fetched. */
  release(ids: Iterable<string>): string[] {
    const unknown: string[] = [];
    const known: Claim[] = [];
    for (const id of ids) {
      if (!this.#held.has(id)) continue;
      const claim = this.#held.get(id);
      if (claim) known.push(claim);
      else unknown.push(id);
      this.#held.delete(id);
    }
    this.put(known);
    return unknown;
  }

  #turn(moved: boolean): void {
    this.#revision++;
    if (moved) this.#shape = { ...this.#shape, membership: this.#shape.membership + 1 };
    for (const watcher of this.#watchers) watcher();
  }
}
