import { mayPass, pauseBefore } from "./api-error.ts";

const LONGEST_MS = 60_000;

/**
 * Asks again while the server is away or asks for a pause, for up to a minute. For what a screen cannot do without and
 * react-query does not fetch.
 */
export async function patiently<Answer>(ask: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
  const began = Date.now();
  for (let failures = 0; ; failures++) {
    try {
      return await ask();
    } catch (error) {
      if (signal?.aborted || !mayPass(error) || Date.now() - began > LONGEST_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseBefore(failures, error)));
    }
  }
}
