/** A language people read Belæg in. */
export type Language = "da" | "en";
export type Sentence = Readonly<Record<Language, string>>;

/**
 * Every code that a person or a program may meet, with its human sentence. `{name}` is filled in from details.
 * A code never changes meaning; a sentence may be improved.
 */
export const SENTENCES = {
  // documents
  "not-a-pdf": { da: "Filen er ikke en PDF.", en: "The file is not a PDF." },
  "empty-file": { da: "Filen er tom.", en: "The file is empty." },
  encrypted: {
    da: "PDF'en kræver en adgangskode for at kunne læses.",
    en: "The PDF needs a password before it can be read.",
  },
  damaged: {
    da: "PDF'en er beskadiget og kan ikke læses. Hent den igen fra kilden, eller gem den på ny som PDF.",
    en: "The PDF is damaged and cannot be read. Fetch it again from its source, or save it as PDF anew.",
  },
  "no-text": {
    da: "PDF'en er skannet: den har billeder af sider, men ingen tekst. Læs den igen med tekstgenkendelse (OCR); det kræver, at tesseract er installeret, hvor der læses.",
    en: "The PDF is scanned: it has pictures of pages but no text. Read it again with text recognition (OCR); that needs tesseract installed where reading happens.",
  },
  "too-large": { da: "Filen er for stor.", en: "The file is too large." },
  "too-many-pages": { da: "Rapporten har for mange sider.", en: "The report has too many pages." },
  timeout: {
    da: "Læsningen tog for lang tid og blev stoppet.",
    en: "Reading took too long and was stopped.",
  },
  "too-complex": {
    da: "PDF'en er for tung at læse: den kræver for megen plads eller regnekraft, når den pakkes ud.",
    en: "The PDF is too heavy to read: it takes too much space or computing when unpacked.",
  },
  "upload-mismatch": {
    da: "Den modtagne fil er ikke den, der blev meldt: størrelse eller kontrolsum passer ikke. Læg den op igen.",
    en: "The file received is not the one announced: size or checksum differ. Upload it again.",
  },
  "engine-failed": {
    da: "Motoren svarede ikke som den skulle. Det, der nåede at blive læst, er gemt; prøv igen.",
    en: "The engine did not answer as it should. What was read is kept; try again.",
  },
  "engine-no-key": {
    da: "Der er ingen nøgle til modellen. Sæt OPENAI_API_KEY eller OPENAI_BASE_URL, eller brug den indbyggede motor.",
    en: "There is no key for the model. Set OPENAI_API_KEY or OPENAI_BASE_URL, or use the built-in engine.",
  },
  "engine-key-refused": {
    da: "Modeltjenesten afviste nøglen. Ret OPENAI_API_KEY eller adressen, og prøv igen; det læste er gemt.",
    en: "The model service refused the key. Correct OPENAI_API_KEY or the address and try again; what was read is kept.",
  },
  "engine-budget": {
    da: "Budgettet for modellen er brugt. Det, der nåede at blive læst, er gemt; hæv budgettet for at fortsætte.",
    en: "The budget for the model is spent. What was read is kept; raise the budget to go on.",
  },
  "unread-pages": {
    da: "Nogle sider kunne ikke læses.",
    en: "Some pages could not be read.",
  },
  // requests
  unauthenticated: { da: "Log ind for at fortsætte.", en: "Sign in to continue." },
  "cross-site": {
    da: "Forespørgslen kom ikke fra Belægs egne sider og blev afvist. Åbn Belæg i browseren, og gør det derfra.",
    en: "The request did not come from Belæg's own pages and was refused. Open Belæg in the browser and do it there.",
  },
  "provider-unavailable": {
    da: "Organisationens log ind svarer ikke lige nu. Intet er gået tabt; prøv igen om lidt.",
    en: "Your organisation's sign-in does not answer right now. Nothing is lost; try again in a moment.",
  },
  "not-found": { da: "Det findes ikke her.", en: "It is not here." },
  forbidden: { da: "Din rolle giver ikke adgang til det.", en: "Your role does not allow that." },
  invalid: {
    da: "Noget i forespørgslen er ikke udfyldt rigtigt.",
    en: "Something in the request is not filled in right.",
  },
  "stale-version": {
    da: "En anden har ændret det i mellemtiden. Se den aktuelle udgave, og vælg igen.",
    en: "Somebody changed it in the meantime. Look at the current version and choose again.",
  },
  "statements-open": {
    da: "Udkastet har sætninger, der venter eller skal genlæses.",
    en: "The draft has statements that wait or are to be re-read.",
  },
  "claims-not-accepted": {
    da: "Sætningen hviler på udsagn, der ikke er godkendt.",
    en: "The statement rests on claims that are not accepted.",
  },
  "reread-pending": {
    da: "Der er sætninger, som skal genlæses, før der kan eksporteres.",
    en: "There are statements to re-read before exporting.",
  },
  "being-read": {
    da: "Rapporten bliver læst lige nu. Vent, til den er færdig.",
    en: "The report is being read right now. Wait until that is done.",
  },
  "candidate-open": {
    da: "Rapporten er allerede læst igen til gennemsyn. Tag den læsning i brug, eller kassér den først.",
    en: "The report has been read again for a look already. Take that reading over or throw it away first.",
  },
  "candidate-not-ready": {
    da: "Den nye læsning er ikke færdig endnu.",
    en: "The new reading is not done yet.",
  },
  "candidate-outdated": {
    da: "Rapporten er læst igen, siden ændringerne blev fundet. Kassér dem, og læs igen.",
    en: "The report was read again after the changes were found. Throw them away and read again.",
  },
  "key-reused": {
    da: "Den samme nøgle er brugt til en anden forespørgsel.",
    en: "The same key was used for another request.",
  },
  "too-big": { da: "Forespørgslen er for stor.", en: "The request is too big." },
  "too-many-requests": {
    da: "For mange forespørgsler. Prøv igen om lidt.",
    en: "Too many requests. Try again in a moment.",
  },
  "last-owner": { da: "Et arbejdsrum skal have mindst én ejer.", en: "A workspace needs at least one owner." },
  "unknown-person": { da: "Ingen her har den e-mailadresse.", en: "Nobody here has that e-mail address." },
  "comment-needed": {
    da: "Skriv en kommentar til begrundelsen »andet«.",
    en: "Write a comment for the reason “other”.",
  },
  "reason-needed": { da: "Vælg en begrundelse for at afvise.", en: "Choose a reason for rejecting." },
  "text-needed": { da: "Skriv den nye ordlyd.", en: "Write the new wording." },
  "verdict-needed": {
    da: "Vælg, hvad uenigheden ender med.",
    en: "Choose what the disagreement ends with.",
  },
  "theme-exists": { da: "Der er allerede et tema med det navn.", en: "There is already a theme of that name." },
  "theme-last": { da: "Et arbejdsrum skal have mindst ét tema.", en: "A workspace needs at least one theme." },
  "not-in-conflict": { da: "Der er ingen uenighed at afgøre.", en: "There is no disagreement to settle." },
  "quote-spans-nothing": {
    da: "Markeringen rammer ingen ord i rapporten.",
    en: "The selection holds no words of the report.",
  },
  unavailable: {
    da: "Tjenesten svarer ikke lige nu. Prøv igen om lidt.",
    en: "The service does not answer right now. Try again in a moment.",
  },
  internal: {
    da: "Noget gik galt hos os. Intet er gået tabt.",
    en: "Something went wrong on our side. Nothing was lost.",
  },
  // the command line
  usage: { da: "Kommandoen er ikke skrevet rigtigt: {detail}", en: "The command is not written right: {detail}" },
  "themes-malformed": {
    da: "Temafilen {file} har ikke den rigtige form: {detail}",
    en: "The themes file {file} does not have the right form: {detail}",
  },
  "file-missing": { da: "Filen findes ikke: {file}", en: "There is no such file: {file}" },
  "start-failed": { da: "Belæg kunne ikke starte: {detail}", en: "Belæg could not start: {detail}" },
  "port-in-use": {
    da: "Port {port} er i brug. Vælg en anden med --port.",
    en: "Port {port} is in use. Choose another with --port.",
  },
  "data-unwritable": { da: "Der kan ikke skrives i {folder}.", en: "Cannot write in {folder}." },
  "already-running": {
    da: "Belæg kører allerede på data i {folder} (proces {pid}).",
    en: "Belæg already runs on the data in {folder} (process {pid}).",
  },
} as const satisfies Record<string, Sentence>;

export type Code = keyof typeof SENTENCES;

export const DOCUMENT_FAILURES = [
  "not-a-pdf",
  "empty-file",
  "encrypted",
  "damaged",
  "no-text",
  "too-large",
  "too-many-pages",
  "timeout",
  "too-complex",
  "upload-mismatch",
] as const satisfies readonly Code[];
export type DocumentFailure = (typeof DOCUMENT_FAILURES)[number];

/** @returns the sentence for a code with its `{names}` filled in. */
export function sentence(code: Code, language: Language, details: Record<string, string | number> = {}): string {
  return SENTENCES[code][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}

/** Danish unless `wanted` (a `LANG`, `--lang` or `Accept-Language` value) clearly asks for English. */
export const languageOf = (wanted: string | undefined): Language =>
  /^\s*en\b|^en[_-]/i.test(wanted ?? "") ? "en" : "da";
