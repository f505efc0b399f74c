import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);

export type PeerName = "belaeg" | "pdf-parse" | "pdfjs" | "unpdf" | "langchain" | "pdftotext";

export const PEERS: readonly { name: PeerName; label: string }[] = [
  { name: "pdf-parse", label: "pdf-parse getText" },
  { name: "belaeg", label: "Belæg (words, places, passages)" },
  { name: "pdfjs", label: "pdfjs-dist getTextContent" },
  { name: "unpdf", label: "unpdf extractText" },
  { name: "langchain", label: "LangChain PDFLoader + splitter" },
  { name: "pdftotext", label: "pdftotext" },
];

export interface Measured {
  pages: number;
  milliseconds: number;
  /** Of the thread that reads: what stays the same when the machine is busy with other things. */
  cpuMilliseconds: number;
  peakMegabytes: number;
  /** Files that gave no text. */
  unread: number;
}

/** Each reader runs in a process of its own: two pdfjs versions cannot share one, and memory is its own. */
export async function measurePeer(
  name: PeerName,
  files: readonly string[],
  peersFolder: string,
): Promise<Measured | { missing: string }> {
  return ask(["time", peersFolder, name, ...files]);
}

/** The text that a reader gives for a file, in the pieces it gives it in. */
export async function piecesOf(
  name: PeerName,
  file: string,
  peersFolder: string,
): Promise<{ pieces: string[] } | { missing: string }> {
  return ask(["text", peersFolder, name, file]);
}

async function ask<Answer>(args: string[]): Promise<Answer> {
  const child = fileURLToPath(new URL("./read-peer-child.ts", import.meta.url));
  const { stdout } = await execute(process.execPath, ["--expose-gc", child, ...args], { maxBuffer: 256 * 1024 * 1024 });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\u0001") + 1)) as Answer;
}
