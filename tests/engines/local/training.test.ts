import { describe, expect, it } from "vitest";
import { trainClaimModel } from "../../../functions/engines/local/claim-training.ts";
import { claimModel, judge } from "../../../functions/engines/local/judge.ts";
import { openModel, packModel } from "../../../functions/engines/local/linear-model.ts";
import { groupInContext, readTrainingSentences } from "../../../functions/engines/local/training-sentences.ts";

const groups = readTrainingSentences();
const sentences = groups.flatMap((group) => group.sentences);

describe("the training sentences", () => {
  it("are more than twelve hundred Danish ones and more than a hundred English, of every label", () => {
    expect(sentences.filter(({ language }) => language === "da").length).toBeGreaterThan(1200);
    expect(sentences.filter(({ language }) => language === "en").length).toBeGreaterThan(100);
    const labels = new Map<string, number>();
    for (const { label } of sentences) labels.set(label, (labels.get(label) ?? 0) + 1);
    expect(labels.size).toBe(8);
    expect(Math.min(...labels.values())).toBeGreaterThan(70);
  });

  it("hold no sentence twice", () => {
    const texts = sentences.map(({ text }) => text.toLowerCase());
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  });
});

/** Training takes seconds, more on a machine with much else to do. */
const PATIENCE = { timeout: 120_000 };

describe("the trained model", PATIENCE, () => {
  it("is the one that these sentences give: packing and opening changes no judgement", () => {
    const some = groups.filter((_, i) => i % 9 === 0);
    const fresh = { ...trainClaimModel(groups), temperature: claimModel().temperature };
    const packed = openModel(packModel(fresh));
    for (const group of some)
      for (const passage of groupInContext(group.sentences, { report: false, section: true })) {
        const shipped = judge(claimModel(), passage);
        expect(judge(packed, passage)).toEqual(shipped);
        expect(judge(fresh, passage).claim).toBeCloseTo(shipped.claim, 1);
      }
  });

  it("judges sentences of another hand rightly though it has not seen them", () => {
    const unseen = groups.filter(({ file }) => file === "municipal.jsonl");
    const model = trainClaimModel(groups.filter(({ file }) => file !== "municipal.jsonl"));
    let right = 0;
    let all = 0;
    for (const { sentences: group } of unseen)
      groupInContext(group, { report: false, section: true }).forEach((passage, i) => {
        all++;
        if (judge(model, passage).claim >= 0.5 === (group[i]!.label !== "none")) right++;
      });
    expect(right / all).toBeGreaterThan(0.8);
  });
});
