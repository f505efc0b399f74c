/** Spellings of one unit that say the same: the first of each line is the key the others are compared by. */
const LINES = `
kr krone kroner kronerne dkk
mio million millioner mill
mia milliard milliarder mld
euro eur
nr nummer
stk styk styks stykker
ca cirka circa
kg kilo kilogram
km kilometer
cm centimeter
mm millimeter
mg milligram
ml milliliter
`;

export const UNIT_SPELLINGS: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split("\n")
    .flatMap((line) => {
      const [key, ...others] = line.split(" ");
      return [key!, ...others].map((spelling) => [spelling, key!] as const);
    }),
);
