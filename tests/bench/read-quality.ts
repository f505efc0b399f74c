import { existsSync, readFileSync } from "node:fs";
import { SHARED } from "../ingest/treebank.ts";
import { type PeerName, piecesOf } from "./read-peers.ts";

const plain = (text: string) => text.normalize("NFKC").replace(/\s+/g, " ").trim();
const wordsOf = (text: string) =>
  plain(text)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Against the labelled sentences: the share found as one piece or a run of whole pieces, the share that stands unbroken in
 * the text at all, and the share of their words (in order, counted as pairs) that the reader spells right.
 */
export async function goldScores(readers: readonly PeerName[], peersFolder: string): Promise<void> {
  for (const name of ["vive-notat-del1", "referat-del1"]) {
    const gold = `${SHARED}gold/${name}.jsonl`;
    if (!existsSync(gold)) {
      console.log(`\n${name}: text not measured (labelled sentences are not there)`);
      continue;
    }
    const sentences = readFileSync(gold, "utf8")
      .trim()
      .split("\n")
      .map((row) => JSON.parse(row) as { text: string; whole: boolean })
      .filter((row) => row.whole)
      .map((row) => plain(row.text));
    console.log(
      `\n${`${name}, ${sentences.length} sentences`.padEnd(36)}${"as pieces".padStart(12)}${"unbroken".padStart(12)}${"word pairs".padStart(12)}`,
    );
    for (const reader of readers) {
      const answer = await piecesOf(reader, `${SHARED}corpus/${name}.pdf`, peersFolder);
      if ("missing" in answer) continue;
      const { asPieces, unbroken, pairs } = score(
        sentences,
        answer.pieces.map(plain).filter((piece) => piece !== ""),
      );
      const share = (value: number) => `${(100 * value).toFixed(1)} %`.padStart(12);
      console.log(`${reader.padEnd(36)}${share(asPieces)}${share(unbroken)}${share(pairs)}`);
    }
  }
}

function score(
  sentences: readonly string[],
  pieces: readonly string[],
): { asPieces: number; unbroken: number; pairs: number } {
  const text = pieces.join(" ");
  const words = wordsOf(text);
  const known = new Set(words.slice(1).map((word, i) => `${words[i]} ${word}`));
  let asPieces = 0;
  let unbroken = 0;
  let pairs = 0;
  let right = 0;
  for (const sentence of sentences) {
    if (isRun(sentence, pieces)) asPieces++;
    if (text.includes(sentence)) unbroken++;
    const own = wordsOf(sentence);
    for (let i = 1; i < own.length; i++) {
      pairs++;
      if (known.has(`${own[i - 1]} ${own[i]}`)) right++;
    }
  }
  return { asPieces: asPieces / sentences.length, unbroken: unbroken / sentences.length, pairs: right / pairs };
}

function isRun(sentence: string, pieces: readonly string[]): boolean {
  for (let from = 0; from < pieces.length; from++) {
    let said = "";
    for (let to = from; to < pieces.length && said.length < sentence.length; to++) {
      said = said === "" ? pieces[to]! : `${said} ${pieces[to]}`;
      if (said === sentence) return true;
      if (!sentence.startsWith(said)) break;
    }
  }
  return false;
}
