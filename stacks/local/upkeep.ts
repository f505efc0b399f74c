import { tell } from "../../functions/runtime/log.ts";
import type { Settings } from "../../functions/runtime/settings.ts";
import { wireUpkeep } from "../../functions/runtime/wire-upkeep.ts";
import { keepUp } from "../../functions/upkeep/upkeep.ts";

const HOUR = 60 * 60 * 1000;

/** Somebody waits for the machine to stop. */
const MOST_MILLISECONDS_AT_THE_END = 10_000;

/** The next turn does what this one could not. */
const fell = (error: unknown) =>
  tell("error", "upkeep-failed", { error: error instanceof Error ? error.name : "unknown" });

/**
 * What schedules do on AWS: the digest of the last whole day at the start and soon after each midnight, a look at what is
 * stuck every hour. A machine that is switched off in the evening has its digest written then, up to that moment.
 */
export function startUpkeep(settings: Settings, hour = HOUR): { stop(): Promise<void> } {
  const deps = wireUpkeep(settings);
  const turn = async () => {
    try {
      await keepUp(deps, { task: "digests" });
      await keepUp(deps, { task: "look" });
    } catch (error) {
      fell(error);
    }
  };
  let running = turn();
  const timer = setInterval(() => {
    running = running.then(turn);
  }, hour);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
      const end = Date.now() + MOST_MILLISECONDS_AT_THE_END;
      const last = () => keepUp(deps, { task: "digests" }, { until: deps.now(), hurry: () => Date.now() > end });
      await last().catch(fell);
    },
  };
}
