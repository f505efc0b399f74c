const DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰ";

/** A raised mark as it is counted: `¹²` is `12`, `ᵃ` is `a`, `*` stays. */
export function nameOf(mark: string): string {
  if (DIGITS.includes(mark[0] ?? " ")) return String(Number([...mark].map((digit) => DIGITS.indexOf(digit)).join("")));
  const letter = LETTERS.indexOf(mark);
  return letter < 0 ? mark : String.fromCharCode(97 + letter);
}
