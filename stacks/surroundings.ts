import type { Queues } from "./queues";
import type { Secrets } from "./secrets";
import type { Storage } from "./storage";

interface Parts {
  storage: Storage;
  queues: Queues;
  secrets: Secrets;
}

/** The environment that functions/runtime/settings.ts reads. */
export const surroundings = ({ storage, queues, secrets }: Parts) => ({
  BELAEG_TABLE: storage.table.name,
  BELAEG_BUCKET: storage.bucket.name,
  BELAEG_READ_QUEUE: queues.read.queue.url,
  BELAEG_EXTRACT_QUEUE: queues.extract.queue.url,
  BELAEG_DRAFT_QUEUE: queues.draft.queue.url,
  OPENAI_API_KEY: secrets.openAiKey.value,
  OPENAI_BASE_URL: process.env.BELAEG_OPENAI_BASE_URL ?? "",
  BELAEG_MODEL: process.env.BELAEG_MODEL ?? "",
  // under which figures are kept: see functions/runtime/metric-names.ts
  BELAEG_STAGE: $app.stage,
  LANGSMITH_TRACING: "false",
  NODE_OPTIONS: "--enable-source-maps",
});
