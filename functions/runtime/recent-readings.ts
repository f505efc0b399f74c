import type { Reading } from "../evidence/reading.ts";
import type { ObjectStore } from "../store/store.ts";

/** Readings kept in memory: the batches of one report come one after another. */
const KEPT = 4;

/** The same objects, with the latest readings at hand. Their keys name their content, so none goes stale. */
export function withRecentReadings<Objects extends Pick<ObjectStore, "getReading">>(objects: Objects): Objects {
  const recent = new Map<string, Promise<Reading>>();
  return {
    ...objects,
    getReading(key: string) {
      const reading = recent.get(key) ?? objects.getReading(key);
      recent.delete(key);
      recent.set(key, reading);
      reading.catch(() => recent.delete(key));
      for (const oldest of recent.keys()) {
        if (recent.size <= KEPT) break;
        recent.delete(oldest);
      }
      return reading;
    },
  };
}
