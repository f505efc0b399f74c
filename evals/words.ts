/** The words of the evaluation report, Danish first. */
export const WORDS = {
  da: {
    better: "bedre",
    worse: "dårligere",
    same: "ens inden for ±{margin}",
    undecided: "kan ikke afgøres",
    tooFew: "for få dokumenter",
    collapsed: "{n} dok. mistede alt",
    before: "før",
    after: "efter",
    difference: "forskel",
    interval: "95 % interval",
    verdict: "afgørelse",
    detectable: "kan ses (80 %)",
    refused: "KAN IKKE GODKENDES: {n} hård regel brudt",
    refusedWorse: "KAN IKKE GODKENDES: målbart dårligere",
    fine: "KAN GODKENDES: ikke målbart dårligere",
    open: "KAN IKKE AFGØRES med {n} dokumenter",
    first: "INGEN GODKENDT UDGAVE at sammenligne med; tallene står alene",
    atMost: "0 af {of}: højst {bound} med 95 % sikkerhed",
    needed: "ca. {n} dok. for {margin}",
    changes: "Skift pr. udsagn: {gained} nye rigtige · {lost} tabte · {changed} med ny type · {same} ens",
    documents: "dokumenter",
    accept: 'Godkend med: npm run eval -- bless {suite} --note "…"',
    recordings: "Optagelser: {used} brugt · {made} nye · {stale} som ingen spørger efter mere",
    report: "Rapport",
    prompt: "Prompt",
    data: "Data",
    gained: "Nye",
    lost: "Tabte",
    title: "Evaluering",
    perDocument: "Forskel pr. dokument",
    promptChange: "Ændring i prompten",
    noPromptChange: "Prompten er den samme som i den godkendte udgave.",
    gold: "facit",
    extra: "ekstra",
    missed: "ikke fundet",
    wrongKind: "forkert type",
    right: "rigtig",
    rules: "Faste regler",
    measures: "Mål",
    exploratory: "Prikkerne er dokumenter; til højre er bedre.",
  },
  en: {
    better: "better",
    worse: "worse",
    same: "the same within ±{margin}",
    undecided: "cannot be told",
    tooFew: "too few documents",
    collapsed: "{n} docs lost everything",
    before: "before",
    after: "after",
    difference: "difference",
    interval: "95 % interval",
    verdict: "verdict",
    detectable: "can be seen (80 %)",
    refused: "CANNOT BE ACCEPTED: {n} hard rule broken",
    refusedWorse: "CANNOT BE ACCEPTED: measurably worse",
    fine: "CAN BE ACCEPTED: not measurably worse",
    open: "CANNOT BE TOLD with {n} documents",
    first: "NOTHING BLESSED to compare with; the numbers stand alone",
    atMost: "0 of {of}: at most {bound} with 95 % certainty",
    needed: "about {n} docs for {margin}",
    changes: "Changes by claim: {gained} newly right · {lost} lost · {changed} of another kind · {same} the same",
    documents: "documents",
    accept: 'Accept with: npm run eval -- bless {suite} --note "…"',
    recordings: "Recordings: {used} used · {made} new · {stale} that nobody asks for any more",
    report: "Report",
    prompt: "Prompt",
    data: "Data",
    gained: "New",
    lost: "Lost",
    title: "Evaluation",
    perDocument: "Difference by document",
    promptChange: "Change of the prompt",
    noPromptChange: "The prompt is the same as in the blessed version.",
    gold: "gold",
    extra: "extra",
    missed: "not found",
    wrongKind: "wrong kind",
    right: "right",
    rules: "Fixed rules",
    measures: "Measures",
    exploratory: "Dots are documents; to the right is better.",
  },
} as const;

export type EvalLanguage = keyof typeof WORDS;
export type Word = keyof (typeof WORDS)["da"];

export function say(language: EvalLanguage, word: Word, values: Record<string, string | number> = {}): string {
  return WORDS[language][word].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const decimals = (language: EvalLanguage, digits: number) =>
  new Intl.NumberFormat(language === "da" ? "da-DK" : "en-GB", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });

/** No minus before a zero. */
const rounded = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits || 0;

export const number = (language: EvalLanguage, value: number | null, digits = 2) =>
  value === null ? "–" : decimals(language, digits).format(rounded(value, digits)).replace("-", "−");
export const signed = (language: EvalLanguage, value: number) =>
  `${rounded(value, 2) > 0 ? "+" : ""}${number(language, value)}`;
export const points = (language: EvalLanguage, value: number) =>
  `${number(language, value * 100, value * 100 < 3 ? 1 : 0)} ${language === "da" ? "pt" : "pts"}`;
export const percent = (language: EvalLanguage, share: number) => `${number(language, share * 100, 1)} %`;
