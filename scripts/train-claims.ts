/**
 * Trains the built-in engine's claim model from the sentences in functions/engines/local/training and writes its weights.
 * Usage: node scripts/train-claims.ts [--check]   --check says whether the weights on disk are those the sentences give.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { crossValidate, trainClaimModel } from "../functions/engines/local/claim-training.ts";
import { packModel } from "../functions/engines/local/linear-model.ts";
import { readTrainingSentences } from "../functions/engines/local/training-sentences.ts";

const FILE = new URL("../functions/engines/local/claims.weights.json", import.meta.url);

const groups = readTrainingSentences();
const { rows, temperature } = crossValidate(groups);
for (const row of rows)
  console.log(
    `${row.file.padEnd(20)} ${String(row.sentences).padStart(4)} sentences   detection kappa ${row.kappa.toFixed(2)}   kind ${row.kindAccuracy.toFixed(2)}`,
  );
console.log(`temperature ${temperature.toFixed(2)} (fitted on files the model had not seen)`);
const json = `${JSON.stringify(packModel({ ...trainClaimModel(groups), temperature }))}\n`;
if (process.argv.includes("--check")) {
  const same = readFileSync(FILE, "utf8") === json;
  console.log(
    same ? "The weights are those of the sentences." : "The weights are older than the sentences: train again.",
  );
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(FILE, json);
  console.log(
    `${groups.reduce((sum, { sentences }) => sum + sentences.length, 0)} sentences, ${json.length} bytes of weights`,
  );
}
