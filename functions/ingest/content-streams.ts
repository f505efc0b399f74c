import { constants, createInflate, inflateSync } from "node:zlib";
import { fromAscii } from "./ascii-filters.ts";
import { SavedStates } from "./saved-states.ts";

/** A deflated byte becomes at most 1032; streams shorter than this cannot do harm one by one. */
const HARMLESS = 24 * 1024;
/** How far before `stream` its dictionary is looked for. */
const DICTIONARY = 2048;
/** What pdfjs unpacks but never runs: fonts, cross references, profiles, metadata. Their size counts, not their bytes. */
const NOT_RUN = /\/Type\s*\/(?:ObjStm|XRef|Metadata)\b|\/Length1\b|\/Subtype\s*\/(?:Type1C|CIDFontType0C|OpenType)\b/;

export type TooMuch = "inflated size" | "nested graphics states";

/**
 * What in a file's streams would cost too much to read, counted without keeping anything, before anything is parsed: more
 * inflated bytes than `limit`, or graphics states nested deeper than any page has. Pictures are left out (they are never
 * decoded); streams with several Flate filters are inflated as often.
 */
export async function tooMuchIn(bytes: Uint8Array, limit: number): Promise<TooMuch | undefined> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const states = new SavedStates();
  let total = 0;
  for (let at = file.indexOf("stream"); at >= 0; at = file.indexOf("stream", at + 6)) {
    if (file.subarray(at - 3, at).toString("latin1") === "end") continue;
    const dictionary = dictionaryBefore(file, at);
    if (/\/Subtype\s*\/Image\b/.test(dictionary)) continue;
    const filters = dictionary.match(/\/(?:FlateDecode|Fl)\b/g)?.length ?? 0;
    const start = file[at + 6] === 0x0d ? at + 8 : at + 7;
    const end = file.indexOf("endstream", start);
    const written = file.subarray(start, end < 0 ? file.length : end);
    const body = fromAscii(written, dictionary) ?? written;
    const runs = !NOT_RUN.test(dictionary);
    const see = runs ? (chunk: Buffer) => states.see(chunk) : undefined;
    if (filters === 0) see?.(body);
    else if (filters === 1 && body.length < HARMLESS && !runs) total += body.length * 4;
    else total += await inflatedLength(body, filters, limit - total, see);
    if (total > limit) return "inflated size";
    states.endStream();
    if (states.tooDeep) return "nested graphics states";
    if (end > at) at = end;
  }
  return undefined;
}

function dictionaryBefore(file: Buffer, at: number): string {
  const text = file.subarray(Math.max(0, at - DICTIONARY), at).toString("latin1");
  const object = text.lastIndexOf(" obj");
  return object < 0 ? text : text.slice(object);
}

/** Compressed, a stream of a page; what is shorter is unpacked at once, as long as it unpacks to no more than this. */
const ORDINARY = 512 * 1024;
const ORDINARY_UNPACKED = 32 * 1024 * 1024;

/** Streams are quicker at once than in pieces; what is broken gives its pieces up to the fault. */
function atOnce(body: Buffer, limit: number): Buffer | undefined {
  try {
    return inflateSync(body, { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}

function inflatedLength(
  body: Buffer,
  times: number,
  limit: number,
  see: ((chunk: Buffer) => void) | undefined,
): Promise<number> {
  const small = times === 1 && body.length < ORDINARY ? atOnce(body, ORDINARY_UNPACKED) : undefined;
  if (small) {
    see?.(small);
    return Promise.resolve(small.length);
  }
  return new Promise((resolve) => {
    let length = 0;
    const stages = Array.from({ length: Math.min(times, 8) }, () => createInflate());
    const last = stages.at(-1)!;
    const done = () => {
      for (const stage of stages) stage.destroy();
      resolve(length);
    };
    for (const [i, stage] of stages.entries()) {
      // broken or encrypted data inflates to nothing more
      stage.on("error", done);
      if (i > 0) stages[i - 1]!.pipe(stage);
    }
    last.on("data", (chunk: Buffer) => {
      length += chunk.length;
      see?.(chunk);
      if (length > limit) done();
    });
    last.on("end", done);
    stages[0]!.end(body);
  });
}
