import { logTo } from "../../functions/runtime/log.ts";
import { readSettings } from "../../functions/runtime/settings.ts";
import { lockData } from "./data-lock.ts";
import { BUCKET, startEmulators } from "./emulators.ts";
import { fileTransfer } from "./file-transfer.ts";
import { startFront } from "./front.ts";
import { openLog } from "./open-log.ts";
import { localReview, type SignIn } from "./review.ts";
import { announceRunning } from "./running.ts";
import { Stops } from "./stops.ts";
import { startUpkeep } from "./upkeep.ts";
import { WEB_DIST } from "./web-build.ts";
import { startWorker } from "./worker-process.ts";

export interface LocalOptions {
  data: string;
  port: number;
  host: string;
  /** What the worker and the API find in their environment beside what is set here. */
  environment: Readonly<Record<string, string | undefined>>;
  /** For how long a received message is nobody else's; the default suits the longest work. */
  visibilitySeconds?: number;
  /** Another worker than the shipped one, for tests that break it. */
  workerEntry?: URL;
  /** Another way of signing in than as this machine's sample people: an identity provider, tried out here. */
  signIn?: SignIn;
}

export interface Local {
  /** Where people go: `http://host:port`. */
  origin: string;
  /** The environment of the stages, emulator addresses included. */
  env: Record<string, string>;
  workerPid(): number | undefined;
  stop(): Promise<void>;
}

/** The whole composition on one machine. What has started is stopped again when a later part does not start. */
export async function startLocal(options: LocalOptions): Promise<Local> {
  const stops = new Stops();
  try {
    stops.add(await lockData(options.data));
    const log = await openLog(options.data);
    logTo(log);
    stops.add(async () => logTo(undefined));
    const emulators = await startEmulators(options, stops);
    const settings = readSettings(emulators.env);
    const review = await localReview(settings, options.data, options.signIn);
    const upkeep = startUpkeep(settings);
    stops.add(() => upkeep.stop());
    const front = await startFront({
      host: options.host,
      port: options.port,
      api: review,
      files: fileTransfer({ s3Port: emulators.s3Port, bucket: BUCKET, maxBytes: settings.limits.maxBytes }),
      webFolder: WEB_DIST,
    });
    stops.add(() => front.stop(1500));
    const worker = await startWorker({
      env: { ...emulators.env, BELAEG_LOG_FILE: log },
      onCrash: () => emulators.sqs.releaseInFlight(false),
      ...(options.workerEntry === undefined ? {} : { entry: options.workerEntry }),
    });
    stops.add(() => worker.stop(20_000));
    await emulators.announceAll();
    stops.add(await announceRunning(options.data, emulators.env));
    return {
      origin: `http://${nameOf(options.host)}:${front.port}`,
      env: emulators.env,
      workerPid: () => worker.pid,
      stop: () => stops.run(),
    };
  } catch (error) {
    await stops.run().catch(() => {});
    throw error;
  }
}

/** What a browser on this machine can open: an address for all interfaces is none. */
function nameOf(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
