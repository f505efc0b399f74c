/** Which mark parts the decimals: a comma in Danish, a point in English. */
export type DecimalMark = "," | ".";

const grouped = { ",": /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/, ".": /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/ } as const;

/** A number as compared: `1.284` is `1284` where the comma parts the decimals. Any other mark keeps its place. */
export function numberKey(raw: string, decimal: DecimalMark): string {
  const bare = raw.replace(/[^\d.,^]/g, "");
  if (bare.length > 40 || !grouped[decimal].test(bare)) return bare;
  return bare.replaceAll(decimal === "," ? "." : ",", "");
}

/** The value of a number as written, or undefined when it is none (`3.4.1`, `12.05.2021`). */
export function numberValue(raw: string, decimal: DecimalMark): number | undefined {
  const key = numberKey(raw, decimal);
  if (/^\d+$/.test(key)) return Number(key);
  if (/^\d+[.,]\d+$/.test(key)) return Number(key.replace(",", "."));
  return undefined;
}
