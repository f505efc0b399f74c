import { useEffect, useState } from "react";
import { isAttended } from "../api/attendance.ts";
import { get } from "../api/client.ts";
import { session } from "../api/session.ts";
import type { SessionTimes } from "../api/shapes.ts";

const LOOK_EVERY_MS = 15_000;
/** Somebody who reads for long asks the server nothing; this says for her that she is there. */
const SAY_EVERY_MS = 4 * 60_000;
/** How long before the end it is told: time enough to come back from another window. */
const WARN_MS = 2 * 60_000;

export interface Ending {
  /** By this machine's clock. */
  at: number;
  /** Over however busy one is: only signing in anew helps. */
  isFinal: boolean;
}

/** Keeps the session while somebody is there, and tells when its end is near. */
export function useSessionClock(watching: boolean): { ending: Ending | undefined; stay: () => void } {
  const [ending, setEnding] = useState<Ending>();
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is how somebody says that she is there
  useEffect(() => {
    setEnding(undefined);
    if (!watching) return;
    let known: Ending | undefined;
    let asked = 0;
    let stopped = false;

    async function ask(): Promise<void> {
      asked = Date.now();
      const { now, idleUntil, endsAt } = await get<SessionTimes>("/auth/session");
      if (now === undefined || idleUntil === undefined || endsAt === undefined) stop();
      // clocks differ: only how long it lasts is taken from the server
      else known = { at: Date.now() + Date.parse(idleUntil) - Date.parse(now), isFinal: idleUntil === endsAt };
    }
    async function look(): Promise<void> {
      const isNear = known === undefined || known.at - Date.now() < WARN_MS;
      if (isNear || (isAttended() && Date.now() - asked > SAY_EVERY_MS)) await ask().catch(() => undefined);
      if (stopped) return;
      setEnding(known !== undefined && known.at - Date.now() < WARN_MS ? known : undefined);
    }
    const timer = setInterval(() => void look(), LOOK_EVERY_MS);
    const stop = () => {
      stopped = true;
      clearInterval(timer);
    };
    void look();
    return stop;
  }, [watching, turn]);
  return { ending: session.signedIn() ? ending : undefined, stay: () => setTurn((now) => now + 1) };
}
