/** What a reading may cost. What goes beyond is refused by name, or said to be left out; never a hang. */
export interface Bounds {
  bytes: number;
  pages: number;
  /** Characters read from one page; the page counts as failed beyond. */
  charactersPerPage: number;
  /** Bytes that the file's streams (pictures left out) may inflate to, counted before anything is parsed. */
  inflatedBytes: number;
  /** Resident memory of the reading process. */
  memoryBytes: number;
  /** Wall clock. */
  milliseconds: number;
  /** Processor time from one page to the next. A page of that much work is a trap or a map, and no report. */
  processorMillisecondsPerPage: number;
  /** Wall clock that pages read from their pictures may add, where that was asked for: each, and all of them. */
  millisecondsPerScan: number;
  millisecondsOfScans: number;
}

const MIB = 1024 * 1024;

export const DEFAULT_BOUNDS: Bounds = {
  bytes: 100 * MIB,
  pages: 2000,
  charactersPerPage: 200_000,
  inflatedBytes: 256 * MIB,
  memoryBytes: 512 * MIB,
  milliseconds: 120_000,
  processorMillisecondsPerPage: 20_000,
  millisecondsPerScan: 30_000,
  millisecondsOfScans: 150_000,
};
