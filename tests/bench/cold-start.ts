/** One cold start: a process of its own imports a handler, gives it one event and says what it took. */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [entry = "", eventFile = ""] = process.argv.slice(2);
const { handler } = (await import(pathToFileURL(entry).href)) as {
  handler: (event: unknown, context: unknown) => Promise<unknown>;
};
const importedMs = performance.now();
const answer = await handler(JSON.parse(readFileSync(eventFile, "utf8")), { awsRequestId: "cold-start" });
const { user, system } = process.cpuUsage();
process.send?.({
  answer,
  importedMs,
  answeredMs: performance.now(),
  cpuMs: (user + system) / 1000,
  peakMb: process.resourceUsage().maxRSS / 1000,
});
process.disconnect?.();
process.exit(0);
