import { isBulleted } from "./context.ts";

/** Connectives that only tie a sentence to the one before; dropping them changes nothing it says. */
const LEADS =
  /^(?:Desuden|Derudover|Endvidere|Ligeledes|Samtidig|Herudover|Yderligere|Således|Endelig|Dertil kommer,? at|Hertil kommer,? at|Eksempelvis|Furthermore|Moreover|In addition|Additionally|Finally),?\s+/u;
/** After a dropped connective Danish has the verb before the subject: only these sentences can be turned back safely. */
const INVERTED = /^(er|har|skal|bør|kan|vil|blev|var|viser|peger|mangler|oplever|må)\s+(der|det|de|man|vi)\s+/u;
const VAGUE =
  /^(?:Dette|Det|Denne|Disse|Den|De|Dette område|Området|På området|Her|This|These|It|They)(?:\s+(?:område|udvikling|indsats|initiativ|patientgruppe|problem|area|development))?\s+(?:er|har|kan|skal|bør|vil|gør|kræver|gælder|medfører|betyder|skyldes|indebærer|omfatter|is|has|can|should|will|means|requires)(?!\p{L})/u;

const BULLET = /^\s*(?:[•▪◼■●○‣·–—*“”"-]|\d{1,2}[.)](?!\d)|[a-zæøå]\))\s*/u;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A heading as it may stand in brackets: without its number; empty when it holds figures that the source sentence lacks. */
export function headingName(section: readonly string[]): string {
  const title = (section.at(-1) ?? "")
    .replace(/^\s*(?:kapitel\s+)?[\d.]+\s*[.:]?\s*/iu, "")
    .replace(/[.:?]\s*$/u, "")
    .trim();
  return title.length > 2 && title.length <= 70 && !/\d/.test(title) ? title : "";
}

/**
 * A passage's own words made to stand alone: the bullet and leading connective dropped, a subject that is only pointed to
 * named in brackets from the heading. Never a rewording: where dropping would need one, the sentence stays as it is.
 */
export function standalone(text: string, section: readonly string[]): string {
  let out = text.replace(/\s+/g, " ").trim();
  if (isBulleted(out)) out = out.replace(BULLET, "");
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
