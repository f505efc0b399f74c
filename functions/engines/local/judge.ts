import { Kind } from "../../evidence/claim.ts";
import { headingSenses, type InContext } from "./context.ts";
import { cuesIn, type Label } from "./cues.ts";

/** Whether a passage is a claim, and of which kind. */
export interface Judgement {
  /** 0–1. */
  claim: number;
  kind: Kind;
}

const SENSE_VOTES: Partial<Record<string, [Label, number]>> = {
  method: ["none", 3],
  contents: ["none", 6],
  references: ["none", 6],
  plan: ["commitment", 0.8],
  challenges: ["challenge", 0.8],
  opportunities: ["opportunity", 0.8],
  gaps: ["knowledge-gap", 1.2],
  recommendations: ["recommendation", 1.5],
  status: ["status", 0.5],
};

/** Judges by cues alone: the rules that stand until a trained model does better. */
export function judgeByCues(passage: InContext): Judgement {
  const votes = new Map<Label, number>([["status", 0.4]]);
  const vote = (label: Label, weight: number) => votes.set(label, (votes.get(label) ?? 0) + weight);
  for (const { label, weight } of cuesIn(passage.text)) vote(label, weight);
  if (passage.intro)
    for (const { label, weight } of cuesIn(passage.intro)) if (label !== "none") vote(label, weight / 2);
  if (passage.report === "minutes" && /^\W*(?:at\s|fokus på|belysning|beskrivelse)/iu.test(passage.text))
    vote("recommendation", 3);
  for (const sense of headingSenses(passage.section).at(-1) ?? []) {
    const [label, weight] = SENSE_VOTES[sense] ?? ["none", 0];
    vote(label, weight);
  }
  const words = passage.text.split(/\s+/).length;
  if (words < 5) vote("none", 3);
  if (passage.kind === "heading" || passage.kind === "contents" || passage.kind === "reference") vote("none", 9);
  if (passage.kind === "table-row" || passage.kind === "caption") vote("none", 4);
  if (/\?\W*$/.test(passage.text)) vote("none", 3);
  if (/:\s*$/.test(passage.text)) vote("none", 3);
  let kind: Kind = "status";
  for (const option of Kind.options) if ((votes.get(option) ?? 0) > (votes.get(kind) ?? 0)) kind = option;
  const against = votes.get("none") ?? 0;
  return { claim: 1 / (1 + Math.exp(-(votes.get(kind)! - against + 0.3))), kind };
}
