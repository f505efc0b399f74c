import { BATCH_SIZES } from "../engines/batch-sizes.ts";
import type { ReadingDeps } from "../ingest/arrive.ts";
import { readReport } from "../ingest/read-report.ts";
import { connect } from "./connect.ts";
import { observed } from "./observed-store.ts";
import type { Settings } from "./settings.ts";

export function wireReading(settings: Settings): ReadingDeps {
  const { store, objects, outbox } = connect(settings);
  const { maxBytes, maxPages } = settings.limits;
  const child = settings.readChild === undefined ? {} : { childEntry: settings.readChild };
  return {
    store: observed(store),
    objects,
    outbox,
    maxBytes,
    batchSize: (engine) => BATCH_SIZES[engine],
    read: (bytes, options) => readReport(bytes, { ...options, ...child, bounds: { bytes: maxBytes, pages: maxPages } }),
  };
}
