/** Text as a search compares it: composed, without case, å for aa, and every run of space as one. */
export const foldText = (text: string) =>
  text.normalize("NFC").toLocaleLowerCase("da").replaceAll("aa", "å").replace(/\s+/gu, " ").trim();
