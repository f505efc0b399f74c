import { createReadStream } from "node:fs";
import { LONGEST_LINE } from "../functions/store/audit-lines.ts";

/** The file cannot be read as text in lines. */
export class UnreadableFileError extends Error {
  override name = "UnreadableFileError";
}

/**
 * The lines of a UTF-8 file, however large, one at a time; without byte order mark, and without the carriage returns that
 * some editors put at their ends.
 * @throws UnreadableFileError for bytes that are no UTF-8, and for a line that nobody writes.
 */
export async function* readLines(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      const lines = (rest + decoder.decode(chunk as Buffer, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield line.endsWith("\r") ? line.slice(0, -1) : line;
      if (rest.length > LONGEST_LINE) throw new UnreadableFileError(`a line of over ${LONGEST_LINE} characters`);
    }
    rest += decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new UnreadableFileError("not UTF-8 text");
    throw error;
  }
  if (rest !== "") yield rest;
}
