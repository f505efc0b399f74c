// What XML 1.0 cannot hold: a document with one such character does not open at all.
const ILLEGAL = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** Text that any format can carry: without control characters and halves of surrogate pairs. */
export const cleanText = (text: string) => text.toWellFormed().replace(ILLEGAL, "");

/** The same on one line. */
export const cleanLine = (text: string) => cleanText(text).replace(/\s+/gu, " ").trim();
