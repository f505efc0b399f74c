/**
 * Trains the built-in engine's claim model from the sentences in functions/engines/local/training and writes its weights.
 * Usage: node scripts/train-claims.ts [--check]   --check says whether the weights on disk are those the sentences give.
 */

import { readFileSync, writeFileSync } from "node:fs";
import { crossValidate, trainClaimModel } from "../functions/engines/local/claim-training.ts";
import { themeSubjects } from "../functions/engines/local/claims.ts";
import { packModel } from "../functions/engines/local/linear-model.ts";
import { trainThemeModel } from "../functions/engines/local/theme-training.ts";
import { groupInContext, readTrainingSentences } from "../functions/engines/local/training-sentences.ts";
import { DEFAULT_THEMES } from "../functions/evidence/theme.ts";

const groups = readTrainingSentences();
const { rows, temperature } = crossValidate(groups);
for (const row of rows)
  console.log(
    `${row.file.padEnd(20)} ${String(row.sentences).padStart(4)} sentences   detection kappa ${row.kappa.toFixed(2)}   kind ${row.kindAccuracy.toFixed(2)}`,
  );
console.log(`temperature ${temperature.toFixed(2)} (fitted on files the model had not seen)`);

// each sentence with and without its headings: words must be able to stand alone
const themeExamples = groups.flatMap(({ sentences }) =>
  [true, false].flatMap((section) =>
    themeSubjects(groupInContext(sentences, { report: true, section })).flatMap((subject, i) => {
      const themes = sentences[i]!.themes;
      return themes ? [{ subject, themes }] : [];
    }),
  ),
);

const files = {
  "claims.weights.json": packModel({ ...trainClaimModel(groups), temperature }),
  "themes.weights.json": trainThemeModel(themeExamples, DEFAULT_THEMES),
};
for (const [name, model] of Object.entries(files)) {
  const file = new URL(`../functions/engines/local/${name}`, import.meta.url);
  const json = `${JSON.stringify(model)}\n`;
  if (!process.argv.includes("--check")) {
    writeFileSync(file, json);
    console.log(`${name}: ${json.length} bytes`);
  } else if (readFileSync(file, "utf8") !== json) {
    console.log(`${name} is older than the sentences: train again`);
    process.exitCode = 1;
  }
}
