import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { OutboxEntry } from "./outbox-entry.ts";

interface OutboxSchema extends DBSchema {
  entries: { key: number; value: OutboxEntry; indexes: { scope: string } };
}

/** Where decisions wait: IndexedDB, so that they outlive a closed tab and a dead battery. */
export interface OutboxShelf {
  /** Resolves when the entry is on disk, in the order of the calls. */
  put(entry: Omit<OutboxEntry, "seq">): Promise<OutboxEntry>;
  update(entry: OutboxEntry): Promise<void>;
  /** Takes away what the server has, and lets later decisions about the same thing build on the version it answered. */
  settle(entry: OutboxEntry, version: number): Promise<void>;
  remove(seq: number): Promise<void>;
  all(scope: string): Promise<OutboxEntry[]>;
  close(): void;
}

export async function openShelf(name = "belaeg-outbox"): Promise<OutboxShelf> {
  const db: IDBPDatabase<OutboxSchema> = await openDB<OutboxSchema>(name, 1, {
    upgrade(fresh) {
      const entries = fresh.createObjectStore("entries", { keyPath: "seq", autoIncrement: true });
      entries.createIndex("scope", "scope");
    },
  });
  return {
    async put(entry) {
      // the store numbers it: two tabs never get the same number
      const seq = await db.add("entries", entry as OutboxEntry);
      return { ...entry, seq };
    },
    async update(entry) {
      await db.put("entries", entry);
    },
    async settle(entry, version) {
      const change = db.transaction("entries", "readwrite");
      await change.store.delete(entry.seq);
      for (const later of await change.store.index("scope").getAll(entry.scope)) {
        if (later.targetId !== entry.targetId || later.sent || later.seq < entry.seq) continue;
        await change.store.put({ ...later, body: { ...later.body, expectedVersion: version } });
      }
      await change.done;
    },
    async remove(seq) {
      await db.delete("entries", seq);
    },
    all: (scope) => db.getAllFromIndex("entries", "scope", scope),
    close: () => db.close(),
  };
}
