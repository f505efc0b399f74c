import { spawn } from "node:child_process";
import { existsSync } from "node:fs";

/** A page that takes longer is given up; tesseract needs a few seconds for a full one. */
const MOST_MS = 90_000;
/** Where a Lambda layer unpacks. */
const LAYER = "/opt";

/** Where programs are, unless a caller says otherwise. */
const PROGRAMS = `${LAYER}/bin:/usr/local/bin:/usr/bin:/bin`;

/** What an installed tesseract can do; undefined where there is none, or none that knows Danish or English. */
export interface Tesseract {
  /** Its table of a picture's words: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
  read(picture: Uint8Array): Promise<string>;
}

export async function findTesseract(programs = PROGRAMS): Promise<Tesseract | undefined> {
  const listed = (await run(programs, ["--list-langs"]).catch(() => "")).split(/\r?\n/);
  const languages = ["dan", "eng"].filter((language) => listed.includes(language));
  if (languages.length === 0) return undefined;
  // with `osd` a page that lies on its side is read, too
  const layout = listed.includes("osd") ? "1" : "3";
  const args = ["stdin", "stdout", "-l", languages.join("+"), "--dpi", "200", "--psm", layout, "tsv"];
  return { read: (picture) => run(programs, args, picture) };
}

function run(programs: string, args: readonly string[], input?: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("tesseract", args, {
      stdio: ["pipe", "pipe", "ignore"],
      env: {
        PATH: programs,
        OMP_THREAD_LIMIT: "1",
        ...(existsSync(`${LAYER}/bin/tesseract`)
          ? { LD_LIBRARY_PATH: `${LAYER}/lib`, TESSDATA_PREFIX: `${LAYER}/share/tessdata` }
          : {}),
      },
      timeout: MOST_MS,
      killSignal: "SIGKILL",
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(Buffer.concat(chunks).toString("utf8")) : reject(new Error(`tesseract ended with ${code}`)),
    );
    child.stdin.on("error", () => undefined);
    child.stdin.end(input ?? new Uint8Array(0));
  });
}
