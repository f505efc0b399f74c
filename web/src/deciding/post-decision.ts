import { isApiError } from "../api/api-error.ts";
import { call } from "../api/client.ts";
import { session } from "../api/session.ts";
import type { Decision } from "../api/shapes.ts";
import type { OutboxEntry, PostOutcome } from "./outbox-entry.ts";

/** The thing decided on stands under its noun in the answer: `{claim, decision}`, `{statement, decision}`, `{draft, …}`. */
function targetIn(answer: Record<string, unknown>): { version: number } | undefined {
  const target = answer.claim ?? answer.statement ?? answer.draft ?? answer.current;
  return target && typeof target === "object" && "version" in target ? (target as { version: number }) : undefined;
}

/** Sends one decision, and says what came of it in the outbox's words. `keepalive` lets it leave a page that is closing. */
export async function postDecision(entry: OutboxEntry): Promise<PostOutcome> {
  if (!session.signedIn()) return { kind: "signed-out" };
  try {
    const answer = await call<Record<string, unknown>>("POST", entry.path, {
      body: entry.body,
      key: entry.key,
      keepalive: true,
    });
    const target = targetIn(answer);
    const decision = answer.decision as Decision | undefined;
    const version = target?.version ?? entry.body.expectedVersion + 1;
    return { kind: "stored", version, target, ...(decision === undefined ? {} : { decision }) };
  } catch (error) {
    if (!isApiError(error)) return { kind: "unreachable" };
    if (error.status === 401) return { kind: "signed-out" };
    if (error.status === 409 && error.code === "stale-version") {
      const details = (error.details ?? {}) as Record<string, unknown>;
      const current = targetIn(details) ?? (details as { version?: number });
      return { kind: "stale", current, version: current.version ?? entry.body.expectedVersion + 1 };
    }
    if (error.status === 0 || error.status === 429 || error.status >= 500)
      return {
        kind: "unreachable",
        ...(error.retryAfter === undefined ? {} : { afterMs: error.retryAfter * 1000 }),
      };
    return { kind: "refused", code: error.code, message: error.message };
  }
}
