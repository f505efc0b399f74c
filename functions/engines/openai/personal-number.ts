/** What a civil registration number is replaced with before a text leaves for a provider. */
const PERSONAL_NUMBER = "[CPR]";

/**
 * Civil registration numbers never leave the machine: six digits that are a day and a month, then four. The modulus 11
 * check is not asked for, since numbers issued from 2007 on need not pass it.
 */
export const withoutPersonalNumbers = (text: string) =>
  text.replace(/(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)/g, PERSONAL_NUMBER);
