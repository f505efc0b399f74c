import type { OutboxState } from "../deciding/decision-outbox.ts";

/** What the bottom left corner says. It never says *saved* while anything is not. */
export type SaveState =
  | { kind: "saved"; at?: Date }
  | { kind: "saving"; count: number }
  | { kind: "retrying"; count: number }
  | { kind: "signed-out"; count: number }
  | { kind: "your-choice"; count: number }
  | { kind: "refused"; count: number; message: string };

export function saveState(outbox: OutboxState): SaveState {
  const waiting = outbox.entries.filter((entry) => entry.state === "waiting").length;
  const clashing = outbox.entries.filter((entry) => entry.state === "conflict").length;
  const refused = outbox.entries.filter((entry) => entry.state === "refused");
  if (outbox.signedOut && waiting > 0) return { kind: "signed-out", count: waiting };
  if (waiting > 0) return { kind: outbox.failures > 0 ? "retrying" : "saving", count: waiting };
  if (clashing > 0) return { kind: "your-choice", count: clashing };
  if (refused.length > 0)
    return { kind: "refused", count: refused.length, message: refused[0]?.refusal?.message ?? "" };
  return outbox.savedAt ? { kind: "saved", at: outbox.savedAt } : { kind: "saved" };
}
