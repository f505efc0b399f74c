import { get } from "../api/client.ts";
import type { Decision, Listed } from "../api/shapes.ts";
import { type Act, actFrom } from "./my-history.ts";

/** Everything I have decided about claims, oldest first, up to a time (ISO 8601). */
export async function loadMyActs(ws: string, personId: string, until: string): Promise<Act[]> {
  const acts: Act[] = [];
  let cursor: string | undefined;
  do {
    const page: Listed<Decision> = await get(`/workspaces/${ws}/decisions`, {
      query: { by: personId, limit: 200, cursor },
    });
    for (const decision of page.items)
      if (decision.target.type === "claim" && decision.at < until) acts.push(actFrom(decision.target.id, decision));
    cursor = page.cursor;
  } while (cursor);
  return acts;
}
