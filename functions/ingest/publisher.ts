import { clean, type FrontPart } from "./front.ts";

/** Bodies that publish such reports, as their names are printed, with the domain they are known by. */
const PUBLISHERS: Readonly<Record<string, string>> = {
  Sundhedsstyrelsen: "sst.dk",
  "Indenrigs- og Sundhedsministeriet": "ism.dk",
  "Sundheds- og Ældreministeriet": "",
  "Ministeriet for Sundhed og Forebyggelse": "",
  Sundhedsministeriet: "sum.dk",
  Sundhedsdatastyrelsen: "sundhedsdata.dk",
  Lægemiddelstyrelsen: "dkma.dk",
  "Statens Serum Institut": "ssi.dk",
  VIVE: "vive.dk",
  "Kræftens Bekæmpelse": "cancer.dk",
  "Danske Regioner": "regioner.dk",
  "Kommunernes Landsforening": "kl.dk",
  "Statens Institut for Folkesundhed": "",
  "Danske Patienter": "danskepatienter.dk",
  Rigsrevisionen: "rigsrevisionen.dk",
  "Styrelsen for Patientsikkerhed": "stps.dk",
  Digitaliseringsstyrelsen: "digst.dk",
  MedCom: "medcom.dk",
  REHPA: "rehpa.dk",
  RKKP: "rkkp.dk",
  Regeringen: "",
  Socialstyrelsen: "socialstyrelsen.dk",
  "Official Journal of the European Union": "",
  "Den Europæiske Unions Tidende": "",
};
const NAMES = Object.keys(PUBLISHERS);

/** A line that is the name of an authority or institution and nothing else. */
const ORGANISATION =
  /^(?:(?:Region|Ministeriet|Institut(?:tet)?|Cent(?:er|ret|rum)|Rådet|Ministry|Department|Institute|Centre|University) [\p{L} .,&-]{3,60}|(?!.*\s(?:i|på|fra|hos|til|med|som)\s)\p{Lu}?[\p{L} .&-]{0,50}(?:styrelsen|ministeriet|sekretariatet|instituttet|centret|rådet|foreningen|fonden|selskabet|udvalget| Kommune| Universitet| Agency| University| Council))$/u;
const BY =
  /(?<!\p{L})(?:udgivet af|udgiver:|published by|publisher:|udarbejdet af|developed by|prepared by|issued by)\s+(?:the\s+)?(\p{Lu}[^\n.;,]{2,60}?)(?:\s+for\s|[.,;]|$)/iu;

const inText = (name: string, text: string) => new RegExp(`(?<![\\p{L}-])${name}(?![\\p{L}])`, "u").test(text);

/** A title without the publisher's name before or after a dash. */
export const withoutPublisher = (title: string) =>
  NAMES.reduce(
    (rest, name) => (inText(name, rest) ? rest.replace(name, "") : rest),
    title.replace(/\p{Lu}\p{L}+ Kommune(?!\p{L})|(?<!\p{L})Region \p{Lu}\p{L}+/u, ""),
  );

/**
 * Who publishes: named in the title, alone on a line of the front, in its letter-head, after *udgivet af*, at the head of a
 * short cover line, or as the file's author. A name inside a sentence is somebody the report speaks of.
 */
export function publisherOf(
  info: Record<string, string>,
  front: readonly FrontPart[],
  titles: readonly (string | undefined)[],
): string | undefined {
  const title = titles.filter((each) => each !== undefined).join("\n");
  const author = clean(info.Author ?? "");
  // where the authors are reached is not who publishes
  const address = front.findIndex(({ text }) => /^(?:corresponding author|correspondence)(?!\p{L})/iu.test(text));
  const short = front
    .slice(0, address < 0 ? front.length : address)
    .filter(({ lines, text }) => lines <= 2 && text.length < 90);
  const alone = (parts: readonly FrontPart[]) =>
    parts.find(({ text }) => NAMES.includes(text) || ORGANISATION.test(text))?.text;
  return (
    NAMES.find((name) => inText(name, title)) ??
    /\p{Lu}\p{L}+ Kommune(?!\p{L})|(?<!\p{L})Region (?:\p{Lu}\p{L}+)/u.exec(title)?.[0] ??
    alone(short.filter(({ cover }) => cover)) ??
    byLine(front) ??
    short
      .filter(({ cover }) => cover)
      .flatMap(({ text }) =>
        NAMES.filter((name) => text.startsWith(name) && !/^['’s\p{L}]/u.test(text.slice(name.length))),
      )[0] ??
    alone(short.filter(({ running }) => running)) ??
    NAMES.find((name) => author.includes(name)) ??
    (ORGANISATION.test(author) || /^Department of /.test(author) ? author : undefined) ??
    NAMES.find((name) => PUBLISHERS[name] !== "" && new RegExp(`@(?:[a-z-]+\\.)?${PUBLISHERS[name]}`, "i").test(author))
  );
}

/** `Udgivet af Registerforeningen`: a body's name, not a person's. */
function byLine(front: readonly FrontPart[]): string | undefined {
  for (const { text } of front) {
    const name = BY.exec(text)?.[1]?.trim();
    if (name === undefined) continue;
    const body = NAMES.find((known) => name.startsWith(known)) ?? (ORGANISATION.test(name) ? name : undefined);
    if (
      body ??
      (/udgive|publish|developed|issued/i.test(BY.exec(text)![0]) && /^(?:\p{Lu}[\p{L}&-]*\s?){2,7}$/u.test(name))
    )
      return body ?? name;
  }
  return undefined;
}
