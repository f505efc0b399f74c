/**
 * How many passages each engine takes at once, known without loading an engine: the stage that cuts a report into
 * batches needs nothing else of it. A test keeps it equal to what the engines say of themselves.
 */
export const BATCH_SIZES = { local: 400, openai: 240 } as const;
