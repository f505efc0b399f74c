/** What may be told of an error: its name and place. Messages of libraries may quote what they choked on. */
export interface Failure {
  error: string;
  at?: string;
}

const NAME = /^\w{1,60}$/;

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { error: "unknown" };
  // the first lines of a stack are the message, and it may look like anything
  const said = `${error.name}: ${error.message}`.split("\n").length;
  const frames = (error.stack ?? "").split("\n").slice(said);
  const at = frames
    .map((frame) => /^ {4}at .*?((?:[\w.-]+\/)?[\w.-]+\.(?:ts|mjs|js):\d+:\d+)\)?$/.exec(frame))
    .find((frame) => frame !== null && !/node:|node_modules/.test(frame[0]))?.[1];
  return { error: NAME.test(error.name) ? error.name : "Error", ...(at === undefined ? {} : { at }) };
}

const ID = /\b(?:wsp|rep|dra|clm)_[0-9a-z]{1,40}\b/g;

/** The ids a message names, for whoever follows one report through the stages: ids and nothing else of it. */
export const idsIn = (body: string): string[] => [...new Set(body.slice(0, 10_000).match(ID))].slice(0, 5);

/** The trace that AWS gives a request and all that follows from it, if it looks like one. */
export const traceOf = (header: string | undefined) =>
  header !== undefined && /^[\w=;:.-]{1,200}$/.test(header) ? { trace: header } : {};
