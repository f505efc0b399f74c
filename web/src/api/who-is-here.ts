import { isApiError } from "./api-error.ts";
import { get, send } from "./client.ts";
import { session } from "./session.ts";
import type { Me, Person } from "./shapes.ts";

/**
 * Asks the server who is signed in at this browser, and notes it. Somebody who left while the server could not be reached
 * is signed out first.
 */
export async function whoIsHere(): Promise<Person | undefined> {
  try {
    if (session.isLeaving()) {
      await send("POST", "/auth/logout", { body: {} });
      session.end({ isTold: true });
    }
    const { person } = await get<Me>("/me");
    session.found();
    return person;
  } catch (error) {
    // without an answer the pages themselves say so, and try again
    if (isApiError(error) && error.status === 401) return undefined;
    throw error;
  }
}
