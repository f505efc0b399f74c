import { createInflate } from "node:zlib";

/** A deflated byte becomes at most 1032; streams shorter than this cannot do harm one by one. */
const HARMLESS = 24 * 1024;
/** How far before `stream` its dictionary is looked for. */
const DICTIONARY = 2048;

/**
 * Whether a file's streams inflate beyond `limit` bytes together: counted without keeping anything, before anything is
 * parsed. Pictures are left out (they are never decoded); streams with two Flate filters are inflated twice.
 */
export async function inflatesBeyond(bytes: Uint8Array, limit: number): Promise<boolean> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let at = file.indexOf("stream"); at >= 0; at = file.indexOf("stream", at + 6)) {
    if (file.subarray(at - 3, at).toString("latin1") === "end") continue;
    const dictionary = dictionaryBefore(file, at);
    const filters = dictionary.match(/\/(?:FlateDecode|Fl)\b/g)?.length ?? 0;
    if (filters === 0 || /\/Subtype\s*\/Image\b/.test(dictionary)) continue;
    const start = file[at + 6] === 0x0d ? at + 8 : at + 7;
    const end = file.indexOf("endstream", start);
    const body = file.subarray(start, end < 0 ? file.length : end);
    if (filters === 1 && body.length < HARMLESS) {
      total += body.length * 4;
      if (total > limit) return true;
      continue;
    }
    total += await inflatedLength(body, filters, limit - total);
    if (total > limit) return true;
    if (end > at) at = end;
  }
  return false;
}

function dictionaryBefore(file: Buffer, at: number): string {
  const text = file.subarray(Math.max(0, at - DICTIONARY), at).toString("latin1");
  const object = text.lastIndexOf(" obj");
  return object < 0 ? text : text.slice(object);
}

function inflatedLength(body: Buffer, times: number, limit: number): Promise<number> {
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
      if (length > limit) done();
    });
    last.on("end", done);
    stages[0]!.end(body);
  });
}
