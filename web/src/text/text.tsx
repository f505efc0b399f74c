import { IntlMessageFormat } from "intl-messageformat";
import { createContext, Fragment, type ReactNode, useContext } from "react";
import { da } from "./da.ts";
import { en } from "./en.ts";
import { type Formats, formatsOf } from "./formats.ts";
import type { Language } from "./language.ts";

export type TextKey = keyof typeof da;
export type Values = Record<string, string | number | Date | boolean | undefined>;
/** Values for messages with tags: `<b>…</b>` in the message calls `b` with what stands inside. */
export type RichValues = Record<
  string,
  string | number | Date | ReactNode | ((inside: ReactNode[]) => ReactNode) | undefined
>;

const catalogues: Record<Language, Record<TextKey, string>> = { da, en };
const LOCALE: Record<Language, string> = { da: "da-DK", en: "en-GB" };
const compiled = new Map<string, IntlMessageFormat>();

function messageOf(language: Language, key: TextKey): IntlMessageFormat {
  const name = `${language}:${key}`;
  let message = compiled.get(name);
  if (!message) {
    message = new IntlMessageFormat(catalogues[language][key], LOCALE[language]);
    compiled.set(name, message);
  }
  return message;
}

/** The words of the screen in one language: plain, rich (with elements inside), and formats for numbers and times. */
export interface Text extends Formats {
  (key: TextKey, values?: Values): string;
  rich(key: TextKey, values: RichValues): ReactNode;
  has(key: string): key is TextKey;
  /** For a word that came from outside, such as a reason: its text, or undefined when the catalogue has none. */
  maybe(key: string): string | undefined;
  readonly language: Language;
}

export function textIn(language: Language): Text {
  const say = (key: TextKey, values?: Values) => String(messageOf(language, key).format(values));
  const rich = (key: TextKey, values: RichValues): ReactNode => {
    const parts = messageOf(language, key).format<ReactNode>(values);
    if (!Array.isArray(parts)) return parts;
    // parts never move within one message, so the place is their key
    return parts.map((part, place) => <Fragment key={`${key}-${String(place)}`}>{part}</Fragment>);
  };
  const has = (key: string): key is TextKey => Object.hasOwn(da, key);
  const maybe = (key: string) => (has(key) ? say(key) : undefined);
  return Object.assign(say, { rich, has, maybe, language, ...formatsOf(LOCALE[language]) });
}

export const TextContext = createContext<Text>(textIn("da"));

/** `const t = useText(); t("reports.title")` */
export const useText = () => useContext(TextContext);
