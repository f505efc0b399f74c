/** A heading in brackets before a sentence that points to something outside itself. */
const HEADING = /^\[[^\]\n]*\]\s*/u;

const FINITE =
  "(?:er|var|har|havde|kan|kunne|skal|skulle|vil|ville|bør|burde|må|måtte|blev|får|fik|gik|kom|steg|faldt|tog|gav|lå|stod|\\p{Ll}+r|(?!fælles)\\p{Ll}+es)";
const PRESENT =
  "(?:er|var|har|havde|kan|kunne|skal|skulle|vil|ville|bør|må|blev|findes|følges|bruges|ventes|skyldes|steg|faldt|gav|fik|\\p{Ll}{2,}r)";

/** Nouns that name a thing only by its role: "faldet", "ordningen", "klinikkerne" are known from the sentence before. */
const ROLE =
  "(?:Modellen|Ordningen|Tilbuddet|Tilbuddene|Løsningen|Løsningerne|Initiativet|Indsatsen|Indsatserne|Projektet|Forskellen|Forskellene|Faldet|Stigningen|Fremgangen|Udviklingen|Andelen|Effekten|Virkningen|Ventetiden|Resultatet|Resultaterne|Erfaringerne|Målet|Antallet|Deltagelsen|Dækningen|Skemaet|Skemaerne|Værktøjet|Værktøjerne|Klinikkerne|Koordinatorerne|Pladserne|Programmet|Aftalen|Forsøget|Metoden|Midlerne|Puljen|Tallet|Tallene|Opgørelsen|Analysen|Undersøgelsen|Kortlægningen|Partnerskabet|Evalueringen|Aktiviteterne|Problemet|Årsagen|Fristen|Opgaven)";

/** Openings whose subject or occasion stands in a sentence before. */
const DANGLING: readonly RegExp[] = [
  /^(?:Dette|Denne|Disse|Deres|Hans|Hendes|Han|Hun|Sådan|Sådanne|Begge|This|These|Those|They|Their|He|She)(?!\p{L})/u,
  new RegExp(`^(?:De|Den)\\s+${FINITE}(?!\\p{L})(?!,?\\s+(?:der|som)(?!\\p{L}))`, "u"),
  // "det kræver mod at" and the like are let go: mostly it stands for the matter of the sentence before
  /^Det\s+(?:blev|vil sige|(?!(?:er|har|bør|fremgår|undrer|tager|ser|går|lader)(?!\p{L}))\p{Ll}{2,}r|gør|skyldes|sker)(?!\p{L})/u,
  // "det er vigtigt, at" points to nothing; "det er driften" does
  /^(?:Det|It)\s+(?:er|var|har|kan|skal|bør|vil|is|was|has|can|should|will)(?!\p{L})(?!.*(?<!\p{L})(?:at|om|hv\p{L}+|der|som|når|that|whether|how|what|to|who|which)(?!\p{L}))/u,
  /^(?:Her|Heri|Hertil|Herved|Heraf|Hermed|Derved|Derfor|Deraf|Dermed|Dertil|Derimod|Således|Ligeledes|Men|Og|Eller|Også|Heller ikke|Modsat|Omvendt|Tværtimod|Til gengæld|Hvis ikke|Ser man|Især|Særligt|Omend|Imidlertid|However|But|And|Thus|Hence|Therefore)(?!\p{L})/u,
  /^(?:Også|Samtidig|Desuden|Derudover|Endvidere|Endelig)\s+(?:dette|denne|disse|her)(?!\p{L})/iu,
  /^(?:Af|Blandt|Hos|For|På|I|Ved|Med|Nogle af|Flere af|To af|Tre af|En af|Én af) (?:dem|disse|denne|dette|det seneste|den seneste|den forbindelse|den sammenhæng|det lys|den ene side|den anden side|de (?:to|tre|fire|fem|seks|samme))(?!\p{L})/u,
  /^(?:De|Den|Det) (?:øvrige|andre|resterende|sidste|samme|gennemsnitlige? \p{Ll}+ (?:er|var))(?!\p{L})/u,
  /(?<!\p{L})(?:som årsag|dertil|hertil|derhen|deraf)\.$/u,
  /(?<!\p{L})(?:på den baggrund|i den forbindelse|af den grund|disse (?:to|tre|fire|fem))(?!\p{L})/iu,
  new RegExp(`^${ROLE}\\s+${PRESENT}(?!\\p{L})`, "u"),
  /^(?:Klinikkerne|Koordinatorerne|Pladserne)(?!\p{L})/u,
];

/** Words for a thing by its role inside a sentence; without a word of that stem before them they point outside it. */
const INSIDE =
  /(?<![\p{L}-])(?<stem>model|ordning|initiativ|løsning|skema)(?:len|en|et|erne|lerne)(?!\s+(?:med|om|for|til|af|i|på|ved)(?!\p{L}))(?!\p{L})/u;

/** "En analyse af, hvad ordningen koster": an item of a list, each of them whole. */
const OF_A_LIST = /^(?:En|Et|At) \p{Ll}+(?: \p{Ll}+)? (?:af|om|for)(?!\p{L})/u;

function pointsOutside(text: string): boolean {
  if (OF_A_LIST.test(text)) return false;
  const found = INSIDE.exec(text);
  return found !== null && !text.slice(0, found.index).toLowerCase().includes(found.groups!.stem!);
}

/** A report that speaks of itself and not of the matter. */
const OF_ITSELF =
  /(?<!\p{L})(?:denne|dette|this) (?:status|rapport|notat|udgivelse|publikation|report|note)(?!\p{L})/iu;
export const isOfItself = (text: string): boolean => OF_ITSELF.test(text);

const marks = (text: string, mark: string) => text.split(mark).length - 1;

/** The claim's sentence without the heading that an engine put before it. */
export const bare = (text: string): string => text.replace(HEADING, "").trim();

/** Whether a sentence opens with, or turns on, something that only a sentence before it names. */
export function pointsBack(text: string): boolean {
  const sentence = bare(text).replace(/^[»“"”]\s*/u, "");
  return DANGLING.some((opening) => opening.test(sentence)) || pointsOutside(sentence);
}

/** Quotation marks that open or close outside the text: it is a part of what somebody says. */
export const isPartOfQuote = (text: string): boolean =>
  marks(text, "»") !== marks(text, "«") || (marks(text, '"') + marks(text, "“") + marks(text, "”")) % 2 === 1;

/** A heading, a scrap of a table or list, half a sentence or a question: nothing a draft can assert. */
export function isFragment(text: string): boolean {
  const sentence = bare(text);
  return (
    !/^[^\p{L}\d]*[\p{Lu}\d]/u.test(sentence) ||
    !/[.!][\s»«”“")\]⁰¹²³⁴-⁹]*$/u.test(sentence) ||
    /^\d+\s+\p{Lu}/u.test(sentence) ||
    sentence.split(/\s+/u).length < 4
  );
}

/** Whether an analyst can read the sentence where nothing stands before it. */
export const readsAlone = (text: string): boolean =>
  !pointsBack(text) && !isOfItself(text) && !isFragment(text) && !isPartOfQuote(text);
