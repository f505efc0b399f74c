/** Days of each month; February as in a leap year, since the century is not known here. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Whether a text holds what reads as a Danish personal number (CPR): a date as ddmmyy, then four digits, with or without
 * hyphen or space. The modulus-11 check is not asked: numbers given out since 2007 need not satisfy it.
 */
export function holdsPersonalNumber(text: string): boolean {
  for (const [, day, month] of text.matchAll(/(?<![\d.,])(\d{2})(\d{2})\d{2}[- ]?\d{4}(?![\d.,]*\d)/g)) {
    const days = DAYS[Number(month) - 1];
    if (days !== undefined && Number(day) >= 1 && Number(day) <= days) return true;
  }
  return false;
}
