import type { ModelRequest } from "./model-server.ts";

/** One passage as the model was shown it. */
export interface ShownPassage {
  id: string;
  text: string;
}

/** What stands inside the fence of a request's last data message. */
export function dataLines(request: ModelRequest): string[] {
  const data = request.messages.find((message) => message.role === "user")?.content.split("\n") ?? [];
  const mark = /^<<<DATA ([0-9a-f]{16})$/.exec(data[0] ?? "")?.[1];
  const end = data.indexOf(`DATA ${mark}>>>`);
  if (mark === undefined || end !== data.length - 1) throw new Error("the request has no whole fence");
  return data.slice(1, end);
}

/** The passages of an extract request that may be cited. */
export const shownPassages = (request: ModelRequest): ShownPassage[] =>
  dataLines(request).flatMap((line) => {
    const parts = /^(\d+)(?: \S+)?\|(.*)$/.exec(line);
    return parts === null ? [] : [{ id: parts[1]!, text: parts[2]! }];
  });

/** The claims of a draft request. */
export const shownClaims = (request: ModelRequest): ShownPassage[] =>
  dataLines(request).flatMap((line) => {
    const parts = /^(u\d+) [^|]*\|([^|]*)/.exec(line);
    return parts === null ? [] : [{ id: parts[1]!, text: parts[2]!.trim() }];
  });

export const isDraft = (request: ModelRequest) => request.response_format?.json_schema.name === "statements";

/** A model that reads honestly: every passage is a claim in its own words. */
export const everyPassage = (request: ModelRequest, theme = "treatment"): string =>
  JSON.stringify({ claims: shownPassages(request).map((passage) => repliedClaim(passage, theme)) });

export const repliedClaim = ({ id, text }: ShownPassage, theme = "treatment") => ({
  quotes: [{ id, quote: text }],
  text: null as string | null,
  kind: "finding",
  themes: [theme],
  whose: "report",
  who: null as string | null,
});

/** A model that drafts honestly: every claim becomes a sentence that rests on it. */
export const everyClaim = (request: ModelRequest): string =>
  JSON.stringify({
    statements: shownClaims(request).map(({ id, text }) => ({ section: "status", claims: [id], text })),
  });

/** Answers whichever it is asked for, honestly. */
export const honest = (request: ModelRequest): string =>
  isDraft(request) ? everyClaim(request) : everyPassage(request);
