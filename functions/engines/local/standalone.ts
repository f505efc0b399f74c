import { isBulleted } from "./context.ts";

/** Connectives that only tie a sentence to the one before; dropping them changes nothing it says. */
const LEADS =
  /^(?:Desuden|Derudover|Endvidere|Ligeledes|Samtidig|Herudover|Yderligere|Således|Endelig|Dertil kommer,? at|Hertil kommer,? at|Eksempelvis|Furthermore|Moreover|In addition|Additionally|Finally),?\s+/u;
/** After a dropped connective Danish has the verb before the subject: only these sentences can be turned back safely. */
const INVERTED = /^(er|har|skal|bør|kan|vil|blev|var|viser|peger|mangler|oplever|må)\s+(der|det|de|man|vi)\s+/u;
/** Openings whose subject stands in a sentence before; "det er" and "der er" point to nothing and need no help. */
const VAGUE =
  /^(?:(?:Dette|Denne|Disse|This|These)(?!\p{L})|(?:Den|De|They|It)\s+(?:er|har|kan|skal|bør|vil|blev|are|is|has|have|can|should|will)(?!\p{L})|Det\s+(?:gør|kræver|gælder|medfører|betyder|skyldes|indebærer|omfatter)(?!\p{L})|Her\s|Området\s)|(?<!\p{L})(?:på (?:dette )?området|dette område|på feltet|in this area)(?!\p{L})/iu;
/** Brackets that point to another place of the same report. */
const POINTERS =
  /\s*\((?:se|jf\.|see|cf\.)\s+(?:i øvrigt\s+|også\s+|also\s+)?(?:oversigt|figur|tabel|bilag|boks|afsnit|kapitel|punkt|figure|table|appendix|box|section|chapter)[^()]*\)/giu;

const BULLET = /^\s*(?:[•▪◼■●○‣·–—*“”"-]|\d{1,2}[.)](?!\d)|[a-zæøå]\))\s*/u;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Headings that name a part of a report and no subject. */
const GENERIC =
  /^(?:\d[\d.]*\s*)?(?:opmærksomhedspunkter|udviklingsområder|indledning|baggrund|status|udfordringer|muligheder|anbefalinger|resultater|sammenfatning|sagsfremstilling|bilag|formål|hovedresultater|konklusion|diskussion|perspektiver|forord|referat|forslag til videre analyse|introduction|background|summary|results|discussion|recommendations|future recommendations|findings|methods|conclusions?)$/iu;
const LONGEST_NAME = 70;

/** The nearest heading that names a subject, without its number; none when it holds figures the sentence lacks. */
export function headingName(section: readonly string[]): string {
  const titled = section.findLast((title) => !GENERIC.test(title.trim())) ?? "";
  const title = titled
    .replace(/^\s*(?:(?:kapitel|punkt|tema)\s+)?(?:\d[\d.]*|[IVX]+\.)?\s*[.:]?\s*/iu, "")
    .replace(/[.:?]\s*$/u, "")
    .trim();
  return title.length > 2 && title.length <= LONGEST_NAME && !/\d/.test(title) ? title : "";
}

/**
 * A passage's own words made to stand alone: the bullet and leading connective dropped, a subject that is only pointed to
 * named in brackets from the heading. Never a rewording: where dropping would need one, the sentence stays as it is.
 */
export function standalone(text: string, section: readonly string[]): string {
  let out = text.replace(/\s+/g, " ").trim();
  if (isBulleted(out)) out = out.replace(BULLET, "");
  out = out.replace(POINTERS, "").replace(/^[⁰¹²³⁴-⁹]+\s*/u, "");
  const lead = LEADS.exec(out);
  if (lead) {
    const rest = out.slice(lead[0].length);
    const turned = INVERTED.exec(rest);
    // "Desuden er der …" becomes "Der er …"; with a longer subject the order could not be restored with certainty
    if (turned) out = capital(`${turned[2]} ${turned[1]} ${rest.slice(turned[0].length)}`);
    else if (/^at\s/iu.test(rest) || /kommer,? at\s+$/u.test(lead[0])) out = capital(rest.replace(/^at\s/iu, ""));
  }
  const heading = headingName(section);
  if (heading && VAGUE.test(out)) out = `[${heading}] ${out}`;
  return out;
}
