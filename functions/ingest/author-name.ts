/** What opens a date, a label or a clause, and never the name of who wrote something. */
const NEVER =
  /^(?:i|fra|siden|før|efter|primo|ultimo|medio|pr|ca|cirka|over|under|op|mellem|forår|efterår|sommer|vinter|in|since|from|kl|uge|kvartal|tabel|figur|table|figure|version|revideret|opdateret|senest|sidst|udgivet|besøgt|tilgået|budget|regnskab|kapitel|bilag|boks|afsnit|side|note|punkt|trin|fase|interview\p{L}*|dobbeltinterview\p{L}*|personlig|mail)(?![\p{L}-])|^[np]\s*[=<>]|^(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)\p{L}{0,6}\.?(?:\s+\d.*)?$/iu;
/** Laws and orders have a number and a year, and no author. */
const LAW =
  /^(?:(?:jf\.?\s+)?(?:LBK|BEK|CIR|VEJ|SKR|LOV|OJ|EUT|EU-Tidende|Lov|Lovbekendtgørelse\p{L}*|Bekendtgørelse\p{L}*|Cirkulære\p{L}*|Forordning\p{L}*|Direktiv\p{L}*|Regulation|Directive|Act|Article|Articles|Artikel|Section|Annex|\p{L}+loven|\p{L}+bekendtgørelsen?|\p{L}+forordningen?|\p{L}+direktivet?)(?![\p{L}-])|Vejledning (?:nr|om)|(?:(?:Council|Commission) )?(?:Regulation|Directive|Decision|Recommendation)\b)|§|\bnr\.?\s*\d+\s+af\s+\d/u;
/** Words that make a clause, which no name has. */
const CLAUSE =
  /(?<![\p{L}-])(?:har|havde|er|var|blev|bliver|blevet|som|at|ikke|kan|kunne|skal|skulle|vil|ville|bør|må|hvor|hvis|når|heraf|svarende|antal|kun|ca|dog|men|eller|is|are|was|were|has|have|that|which|been|not)(?![\p{L}-])/iu;
const DATE_AT_END =
  /[,\s]+(?:\d{1,2}\.?\s+)?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december|january|february|march|may|june|july|october|forår(?:et)?|efterår(?:et)?)\.?$/iu;
const OPEN_END =
  /(?:^|\s)(?:i|fra|til|siden|før|efter|inden|ultimo|primo|medio|pr\.?|af|for|og|om|på|in|of|since|by|and|the|til og med)$/iu;
const MOST_WORDS = 9;

/** The name of a person or body as an author, with a date behind it taken off; undefined where it is none. */
export function authorIn(text: string): string | undefined {
  const name = text
    .trim()
    .replace(/[,:]$/, "")
    .replace(DATE_AT_END, "")
    .replace(/[,:]$/, "")
    .replace(/\bet al(?!\.|\p{L})/u, "et al.")
    .trim();
  if (name.length < 2 || !/^\p{Lu}/u.test(name) || name.split(/\s+/).length > MOST_WORDS) return undefined;
  return NEVER.test(name) || LAW.test(name) || CLAUSE.test(name) || OPEN_END.test(name) ? undefined : name;
}

export const isLaw = (text: string) => LAW.test(text.trim());

const BODY =
  /^(?:Region(?:erne)?|Ministeriet|Institut(?:tet)?|Cent(?:er|ret|rum)|Rådet|Danske?|Danmarks|Nationalt|Statens|Foreningen|Selskabet|Styrelsen|Kommun\p{L}+|Forsknings\p{L}+|Regering\p{L}+|Folketinget|World|European|Europa-\p{L}+|National|Ministry|Department|Institute|Centre|University)(?![\p{Ll}])|(?:styrelsen|ministeriet|sekretariatet|instituttet|centret|centeret|rådet|foreningen|fonden|selskabet|udvalget|kommissionen|regionerne|revisionen|revisorerne|tilsynet|registeret|Kommune|Universitet|Hospital|hospitalet|Agency|University|Council|Organi[sz]ation|Foundation|Association|Administration|Bekæmpelse|Patienter)$|^(?:VIVE|KL|WHO|OECD|SST|SSI|RKKP|DMCG|KORA|SFI|NICE|EU|IARC|NHS|REHPA|MedCom|Deloitte|Rambøll|COWI|PwC|KPMG|Implement|Epinion)(?![\p{L}])/u;

/** Whether a name is that of a body: an authority, a company, an association. */
export const isBody = (name: string) => BODY.test(name.trim());

/** `Sundhedsstyrelsen, Kræftplan III` → the body; several bodies, and names that hold a list, stay whole. */
export function withoutTitle(author: string): string {
  const [first, ...more] = author.split(/,\s+/);
  const title = more.length > 0 && isBody(first!) && !/\s(?:for|i|af|of)\s/.test(first!) && !more.every(isBody);
  return title && !/(?:\s(?:og|&|and)\s)/.test(more.at(-1)!.split(" ").slice(0, 2).join(" ")) ? first! : author;
}

/** Labels that differ in conjunction, commas and points only are the same source. */
export const fold = (label: string) =>
  label
    .toLowerCase()
    .replace(/ og | and | & /g, " & ")
    .replace(/[.,]/g, "")
    .replace(/ mfl(?= |$)/, " et al")
    .replace(/\s+/g, " ")
    .trim();
