/** Names how text was made: the offsets of readings of different versions cannot be compared. */
export const READER_VERSION = "2";
