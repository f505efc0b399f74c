import type { Context } from "aws-lambda";
import { readSettings } from "../runtime/settings.ts";
import { wireUpkeep } from "../runtime/wire-upkeep.ts";
import { keepUp, Task } from "./upkeep.ts";

/** No workspace is begun with less than this left: what was begun is to be finished. */
const MARGIN_MILLISECONDS = 60_000;

const deps = wireUpkeep(readSettings());

/** EventBridge Scheduler: what is to be done without anybody asking. */
export const handler = async (event: unknown, context: Context): Promise<void> =>
  keepUp(deps, Task.parse(event), { hurry: () => context.getRemainingTimeInMillis() < MARGIN_MILLISECONDS });
