/**
 * Records what the protocol server of the tests answers to the default prompts, so that the suites run for the model
 * engine without any model: `node scripts/record-replies.ts`. The recordings say `protocol-server` where a model's name
 * stands: they prove the runner, the prompts' form and the gate, not how well a model reads. Whoever has a key records
 * real ones with `npm run eval -- claims --engine openai --record`.
 */
import { rmSync } from "node:fs";
import path from "node:path";
import { loadDataset } from "../evals/datasets/dataset.ts";
import { runSuite } from "../evals/run-suite.ts";
import { SUITES } from "../evals/suites.ts";
import { fileCache } from "../functions/engines/openai/file-cache.ts";
import { openaiEngine } from "../functions/engines/openai/openai-engine.ts";
import { honest } from "../tests/model-reader.ts";
import { startModelServer } from "../tests/model-server.ts";

const recordings = path.resolve(import.meta.dirname, "../evals/recordings");
rmSync(recordings, { recursive: true, force: true });
const server = await startModelServer((request) => ({ do: "answer", content: honest(request) }));
try {
  const engine = openaiEngine({
    model: "protocol-server",
    baseUrl: server.url,
    apiKey: "none",
    cache: fileCache(recordings, "record"),
  });
  for (const suite of [SUITES.claims, SUITES.drafts]) await runSuite(suite, loadDataset(), engine);
  console.log(`${server.requests.length} calls recorded`);
} finally {
  await server.close();
}
