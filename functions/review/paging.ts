import { invalid } from "./api-error.ts";

export const DEFAULT_LIMIT = 50;

/** A cursor is opaque to whoever holds it: what it says is checked again when it comes back. */
export const writeCursor = (place: unknown) => Buffer.from(JSON.stringify(place)).toString("base64url");

export function readCursor<T>(cursor: string | undefined, check: (place: unknown) => place is T): T | undefined {
  if (cursor === undefined) return undefined;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    throw invalid({ path: "cursor", message: "not a cursor of this list" });
  }
  if (!check(place)) throw invalid({ path: "cursor", message: "not a cursor of this list" });
  return place;
}

interface Place {
  id: string;
  /** Where it stood, for the case that it is gone when the walk goes on. */
  index: number;
}
const isPlace = (place: unknown): place is Place => {
  const { id, index } = (place ?? {}) as Partial<Place>;
  return typeof id === "string" && Number.isInteger(index);
};

/** A page of a list that is short and keeps its order: the cursor names the last item. */
export function page<T extends { id: string }>(
  items: readonly T[],
  { limit = DEFAULT_LIMIT, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): { items: T[]; cursor?: string; total: number } {
  const after = readCursor(cursor, isPlace);
  let from = 0;
  if (after !== undefined) {
    const found = items.findIndex((item) => item.id === after.id);
    from = found >= 0 ? found + 1 : Math.min(Math.max(0, after.index), items.length);
  }
  const slice = items.slice(from, from + limit);
  const last = slice.at(-1);
  return {
    items: slice,
    ...(last !== undefined && from + limit < items.length
      ? { cursor: writeCursor({ id: last.id, index: from + slice.length - 1 } satisfies Place) }
      : {}),
    total: items.length,
  };
}
