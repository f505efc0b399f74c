import { headingSenses, type InContext, withoutBullet } from "./context.ts";
import { cuesIn } from "./cues.ts";
import { stemOf, wordsOf } from "./words.ts";

/** Names and strengths of what the model sees of one passage. */
export type Features = Map<string, number>;

/** Groups are weighed against each other by scale: a strong group is regularised less. Chosen by cross-validation over files. */
const SCALE = { cue: 1, head: 0.5, place: 0.7, shape: 0.7, near: 0.4, word: 1.2, start: 0.7, gram: 1.2 };

const CITED = /\([^()]*\b(?:19|20)\d\d[a-z]?(?:[^()]*)\)|\bibid\b|\binterview\b/iu;
const PLAIN_NUMBER = /\d+(?:[.,]\d+)*/gu;

/** Wording with what changes from report to report taken out: numbers and years become signs. */
const wordingOf = (text: string) =>
  text
    .replace(/\((?:[^()]*\b(?:19|20)\d\d[a-z]?[^()]*)\)/gu, " ")
    .replace(/\b(?:19|20)\d\d\b/gu, " ÅR ")
    .replace(PLAIN_NUMBER, " TAL ");

const lengthBand = (words: number) =>
  words < 4 ? "1-3" : words < 7 ? "4-6" : words < 11 ? "7-10" : words < 18 ? "11-17" : words < 30 ? "18-29" : "30+";

/** Marks of form: how long, how it ends, what kinds of numbers it holds. */
function shapeOf(text: string): string[] {
  const words = text.split(/\s+/).length;
  const marks = [`length ${lengthBand(words)}`];
  const end = /[.!]\W*$/.test(text) ? "." : /\?\W*$/.test(text) ? "?" : /:\s*$/.test(text) ? ":" : "none";
  marks.push(`end ${end}`);
  if (/\?/.test(text) && end !== "?") marks.push("question inside");
  if (CITED.test(text)) marks.push("cites");
  if (/\d\s*(?:%|pct|procent|per ?cent)/iu.test(text)) marks.push("percent");
  if (/\d\s*(?:mio|mia|kr|million|billion)/iu.test(text)) marks.push("money");
  if (/\b(?:19|20)\d\d\b/.test(text.replace(/\([^)]*\)/g, ""))) marks.push("year");
  if (/\d/.test(text)) marks.push("number");
  if (/^\p{Ll}/u.test(text)) marks.push("begins small");
  if (/\bs\.\s?\d/.test(text)) marks.push("page cited");
  if (/\|/.test(text) || (text.match(/\d/g)?.length ?? 0) > text.length / 4) marks.push("tabular");
  const capitals = (text.match(/(?<=\s)\p{Lu}\p{Ll}+/gu) ?? []).length;
  if (capitals > words / 3) marks.push("many names");
  if (/(?:^|\s)(?:vi|we)(?:\s|$)/iu.test(text)) marks.push("we");
  return marks;
}

/** Where the main clause gives way to what hangs on it: what is said first usually decides what a sentence does. */
const SUBORDINATE =
  /(?<=[\p{L}),])\s+(?:at|som|der|hvor|hvordan|hvorvidt|hvis|fordi|når|hvilket|idet|mens|selvom|så|that|which|who|because|where|how|whether|if|when|while|so)(?!\p{L})/gu;
const SHORTEST_HEAD = 18;

function headLength(text: string): number {
  for (const { index } of text.matchAll(SUBORDINATE)) if (index >= SHORTEST_HEAD) return index;
  return text.length;
}

/** What the model looks at: cues, form, wording, place and neighbours of a passage. */
export function featuresOf(passage: InContext): Features {
  const features: Features = new Map();
  const add = (name: string, value: number) => features.set(name, (features.get(name) ?? 0) + value);
  const text = withoutBullet(passage.text);

  const found = cuesIn(text);
  for (const { name } of found) add(`cue ${name}`, SCALE.cue);
  for (const label of new Set(found.map((cue) => cue.label))) add(`cues for ${label}`, SCALE.cue);
  if (found.length === 0) add("no cue", SCALE.cue);
  const head = headLength(text);
  let first = found[0];
  for (const cue of found) {
    if (cue.at < head) add(`head ${cue.name}`, SCALE.head);
    if (first && cue.at < first.at) first = cue;
  }
  if (first) add(`first ${first.label}`, SCALE.head);

  add(`kind ${passage.kind}`, SCALE.place);
  if (passage.report) add(`report ${passage.report}`, SCALE.place);
  if (passage.report && passage.kind === "list-item") add(`list in ${passage.report}`, SCALE.place);
  const senses = headingSenses(passage.minorHeading ? [...passage.section, passage.minorHeading] : passage.section);
  for (const sense of senses.at(-1) ?? []) add(`under ${sense}`, SCALE.place);
  for (const sense of new Set(senses.slice(0, -1).flat())) add(`within ${sense}`, SCALE.place * 0.6);
  if (senses.length === 0) add("no heading", SCALE.place);
  if (passage.position === 0) add("first", SCALE.place);

  for (const mark of shapeOf(text)) add(mark, SCALE.shape);

  if (passage.intro) {
    add("introduced", SCALE.near);
    for (const { name } of cuesIn(passage.intro)) add(`introduced by ${name}`, SCALE.near);
  }
  if (passage.previous && /:\s*$/.test(passage.previous.text)) add("after colon", SCALE.near);
  if (passage.previous?.kind === "quote" || passage.next?.kind === "quote") add("beside quote", SCALE.near);

  const words = wordsOf(wordingOf(text)).map(stemOf);
  const perWord = SCALE.word / Math.sqrt(Math.max(4, words.length));
  for (let i = 0; i < words.length; i++) {
    add(`w ${words[i]}`, perWord);
    if (i > 0) add(`w ${words[i - 1]} ${words[i]}`, perWord);
  }
  if (words[0]) add(`starts ${words[0]}`, SCALE.start);
  if (words[1]) add(`starts ${words[0]} ${words[1]}`, SCALE.start);

  const plain = ` ${wordsOf(wordingOf(text)).join(" ")} `;
  const perGram = SCALE.gram / Math.sqrt(Math.max(30, plain.length * 3));
  for (let size = 3; size <= 5; size++)
    for (let i = 0; i + size <= plain.length; i++) add(`g ${plain.slice(i, i + size)}`, perGram);
  return features;
}
