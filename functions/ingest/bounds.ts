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
}

const MIB = 1024 * 1024;

export const DEFAULT_BOUNDS: Bounds = {
  bytes: 100 * MIB,
  pages: 2000,
  charactersPerPage: 200_000,
  inflatedBytes: 256 * MIB,
  memoryBytes: 512 * MIB,
  milliseconds: 120_000,
};
