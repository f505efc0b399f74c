/** True when a conditional write was refused because the item is not as expected; every other failure is a failure. */
function isRefused(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at.name === "ConditionalCheckFailedException") return true;
  }
  return false;
}

/** Runs a conditional write. @returns `undefined` when its condition was not met. */
export async function unlessRefused<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw error;
  }
}

/** A change that others keep winning against: something is hammering one item. */
export class ContendedError extends Error {
  override name = "ContendedError";
}

/** Reads, changes and writes again until nobody was in between. `attempt` returns `undefined` to be tried anew. */
export async function untilUncontended<T>(attempt: () => Promise<{ done: T } | undefined>): Promise<T> {
  for (let tries = 0; tries < 40; tries++) {
    const result = await attempt();
    if (result !== undefined) return result.done;
    await new Promise((wake) => setTimeout(wake, Math.random() * Math.min(200, 2 ** tries)));
  }
  throw new ContendedError("an item changed under every attempt to write it");
}

/** Runs `work` for each item, at most `width` at a time: an emulator or a table has only so many hands. */
export async function eachAtOnce<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>) {
  let next = 0;
  const hand = async () => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, hand));
}

/** DynamoDB may take a part of a batch and say so. Putting and deleting again is harmless, so the whole goes again. */
export async function wholeBatch(write: () => Promise<{ unprocessed: readonly unknown[] }>): Promise<void> {
  for (let tries = 0; tries < 12; tries++) {
    if ((await write()).unprocessed.length === 0) return;
    await new Promise((wake) => setTimeout(wake, Math.random() * Math.min(2000, 25 * 2 ** tries)));
  }
  throw new ContendedError("the table did not take a whole batch");
}
