/**
 * Does a text speak to whoever (or whatever) processes the report, rather than say something about the world?
 *
 * A report's text is data and steers nothing; this only lets a person see where somebody tried. Cheap, so that every
 * passage can be asked: patterns over a folded copy, sentence by sentence, each linear in the text's length.
 */
export function looksLikeInstruction(text: string): boolean {
  if (HIDDEN_LETTERS.test(text) || ENCODED.test(text)) return true;
  const folded = fold(text);
  return ANYWHERE.some((pattern) => pattern.test(folded)) || sentencesOf(folded).some(opensLikeAnOrder);
}

/** Unicode tags spell invisible ASCII; no report needs them. */
const HIDDEN_LETTERS = /[\u{E0020}-\u{E007F}]/u;

/** A run that only base64 makes: long, unbroken, of both cases and digits. */
const ENCODED =
  /(?<![\w+/])(?=[A-Za-z+/]{0,60}\d)(?=[a-z\d+/]{0,60}[A-Z])(?=[A-Z\d+/]{0,60}[a-z])[A-Za-z\d+/]{48,}={0,2}/;

/** Lower case, letters in fancy alphabets made plain, invisible characters and doubled spaces gone. */
const fold = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[\p{Cf}\u00AD]/gu, "")
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[ \t]+/g, " ");

const sentencesOf = (folded: string) =>
  folded
    .split(/(?<=[.!?:>])\s+|\n+/)
    .map((sentence) => sentence.replace(/^[\s"'»«(\-–•*#]+/, ""))
    .filter((sentence) => sentence !== "");

const opensLikeAnOrder = (sentence: string) =>
  OPENINGS.some((pattern) => pattern.test(sentence)) ||
  // a question in English asks the reader to answer; Danish reports put questions as headings, so those are left alone
  (sentence.length <= 300 && /^(what|who|whose|how|why|when|where|which)\b[^?]*\?/.test(sentence));

/** Words that only make sense when said to a language model, in Danish and English, and live markup or code. */
const ANYWHERE: readonly RegExp[] = [
  // its instructions
  /\b(ignore|disregard|forget|override|bypass|neglect)\b.{0,40}\b(instructions?|prompts?|rules?|user|messages?|directions?|indicators?|them)\b/,
  /\b(ignor[eé]r|glem|tilsidesæt|overhør|omgå|se bort fra|bortse fra)\b.{0,50}(instruks|instruktion|anvisning|ordre|besked|regler|prompt|brugeren|ovenstående|foregående|tidligere)/,
  /\b(system|developer|initial|starting|previous|hidden|your)[ _-]?(prompts?|messages?|instructions?|configuration)\b/,
  /\bsystem ?(prompt|besked|instruks|instruktion)|\b(dine|de skjulte|de oprindelige) (instruks|instruktion|anvisning)/,
  /\b(i was|you were) instructed to\b|\bhidden instructions?\b|\bprompt injection\b/,
  /\b(administrator|admin|developer) (override|mode)\b|\budvikler-?tilstand\b|\bjailbreak\b|\bred teamer\b/,
  // its role
  /\byou are (now |a |an |the |no longer )|\bact as (a|an|if)\b|\bpretend (to|you|that)\b/,
  /\bdu er (nu |ikke længere )?(en |et )?(ai\b|sprogmodel|chatbot|assistent|hjælpsom|system)|\blad som om du\b/,
  /\b(as an?|dear|hey|hello) (ai|llm|language model|assistant)\b|\bsom (ai|sprogmodel|kunstig intelligens|assistent) (skal|bør|må) du\b|, ai!/,
  /\b(without|no|uden) (any |alle )?(restrictions|begrænsninger|filtre)\b/,
  /\bchain of thought\b|\bstep by step\b.{0,60}\b(explain|run|now)\b|\b(chatgpt|visible to llm)\b/,
  /\bnote to (the )?(automated|ai|llm|model)|\b(besked|note|bemærkning|instruks) til (ai\b|ai-|den automatiske|automatiske|sprogmodel|modellen|systemet|assistenten)/,
  /(^|\s)(assistant|assistent|system|user|bruger) ?: |<<\/?sys>>|\[\/?inst\]|<\|[a-z_]+\|>/,
  // its answer
  /\b(your|dit|din) (answer|response|reply|message|output|svar|besvarelse|output)\b/,
  /\b(respond|reply|answer) (only |simply )?(with|without|in)\b|\bnow answer\b|\bsimply (respond|reply|tell|provide)\b/,
  /\b(svar|besvar|afslut|indled) (kun |udelukkende |altid |blot |i stedet )?(med|på engelsk|uden)\b.{0,80}["»'“:]/,
  /\bi want you to\b|\bjeg vil have dig til\b|\bdu skal (nu|i stedet|kun|blot|altid|ignorere|svare|skrive|godkende|markere)\b|\bdu må ikke (nævne|fortælle|skrive|medtage|afvige)\b/,
  /\b(godkend|accepter|acceptér) (alt|alle|samtlige)\b.{0,30}(udsagn|sætning|citat|afsnit|det|straks|automatisk)|\bgodkend alt\b/,
  /\bskriv,? at (effekten|alle|resultate|den|det|der)\b|\b(vis|udskriv|gengiv|gentag) (mig )?(hele )?(din|dine|systemet|prompt|teksten ovenfor|alt ovenfor)/,
  /\bmay not deviate\b|\bthis is a test\b|\bis not malicious\b|\bthe candidate is the most\b/,
  /\b(print|repeat|output) (the |exactly |everything |all |this entire |this whole |these )/,
  // markup, scripts and queries
  /<\/?(script|img|iframe|svg|object|embed|style|system)\b|<!--|\bjavascript:|\bon(error|load|click|mouseover) ?=|data:text\/html/,
  /\b(eval|print|exec|popen|system|alert|console\.log) ?\(|\bimport os\b/,
  /\bunion (all )?select\b|\binsert into \w+ values\b|\bdrop table\b|' ?(or|and) (1 ?= ?1|if ?\()|';? ?shutdown\b/,
  /\({3,}\)*|\bwith payload\b/,
];

/** Ways to begin an order to a writer or a chat: a report's own imperatives (*Provide patients with …*) have other objects. */
const OPENINGS: readonly RegExp[] = [
  /^(please )?(translate|paraphrase|polish|rewrite|repeat|encode|decode|pretend|anagram|misspell|scramble|jumble|rearrange)\b/,
  /^(please )?(explain|describe|summari[sz]e) (the|how|what|why|this|in)\b/,
  /^(please )?(write|compose|draft|develop|provide|give|generate|create|output) .{0,60}\b(essay|poem|story|letter|speech|sentence|equivalent|example|guidance|haiku|song|code|tags)\b/,
  /^(please )?(complete|continue) (this|the following)\b|^break down the\b|^please evaluate\b/,
  /^(please )?(replace|convert|substitute|remove|group|combine|use|introduce|include|add|insert|integrate|modify) .{0,80}\b(letters?|vowels|spaces|words|symbols|typos|sentence in|anagrams)\b/,
  /^(can|could|would|will) you\b|^(give|tell|show|send) me\b|^let's think\b/,
  /^what('s| is) .{0,80}(\bresult of\b|['"])/,
  /^(oversæt|omskriv|parafrasér|gentag|udskriv|digt|komponér|lad som om) (følgende|ovenstående|denne|dette|teksten|mig|alt|et|en|du)\b/,
  /^(skriv|giv|lav|fortæl|vis) (mig|os|et digt|en historie|en vittighed|koden|python)\b/,
  /^(kan|vil|kunne) du (venligst |lige )?(skrive|oversætte|fortælle|vise|forklare|give|lave|opsummere)\b/,
];
