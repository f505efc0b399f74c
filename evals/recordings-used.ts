import { readdirSync } from "node:fs";
import path from "node:path";
import type { ReplyCache } from "../functions/engines/openai/reply-cache.ts";

/** Which recordings a run asked for, and which it made. */
export class RecordingsUsed {
  readonly #asked = new Set<string>();
  readonly #made = new Set<string>();

  watching(cache: ReplyCache): ReplyCache {
    return {
      get: async (key, about) => {
        const reply = await cache.get(key, about);
        if (reply !== undefined) this.#asked.add(key);
        return reply;
      },
      put: async (key, reply) => {
        this.#made.add(key);
        await cache.put(key, reply);
      },
    };
  }

  /** @returns recordings in the folder that nobody asked for: of an older prompt, or of a report that is gone. */
  counts(folder: string): { used: number; made: number; stale: string[] } {
    const stale = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".json"))
      .filter((name) => !this.#asked.has(keyOf(name)) && !this.#made.has(keyOf(name)))
      .sort();
    return { used: this.#asked.size, made: this.#made.size, stale };
  }
}

const keyOf = (name: string) => path.basename(name, ".json");
