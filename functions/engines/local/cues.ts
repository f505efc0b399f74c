import type { Kind } from "../../evidence/claim.ts";

/** What a cue speaks for: one of the kinds, or that nobody would cite the sentence. */
export type Label = Kind | "none";

/** A turn of phrase, Danish or English, and what it speaks for. How strongly is learned from the training sentences. */
export interface Cue {
  name: string;
  label: Label;
  pattern: RegExp;
}

const cue = (label: Label, name: string, ...patterns: string[]): Cue => ({
  name,
  label,
  // \b knows no æøå, so word borders are written out
  pattern: new RegExp(`(?<![\\p{L}\\p{N}])(?:${patterns.join("|")})`, "iu"),
});

const KNOWLEDGE = String.raw`(?:\p{L}*viden|\p{L}*data|datagrundlag\p{L}*|overblik\p{L}*|evidens|dokumentation\p{L}*|opgørelser|statistik|indsigt|monitorering\p{L}*|undersøgelse\p{L}*|forskning|studier|analyser?|evaluering\p{L}*|målepunkter|knowledge|data|evidence|research|monitoring|documentation|overview)`;

export const CUES: readonly Cue[] = [
  // what is not known
  cue(
    "knowledge-gap",
    "lacks-knowledge",
    String.raw`(?:mangle\p{L}*|savne\p{L}*|mangel på|fravær\p{L}* af|manglende|utilstrækkelig\p{L}*|begrænsede?t?|sparsomm?e?t?|intet|ingen|hverken|lack of|lacks?|lacking|insufficient|limited|no|little)(?:\s+(?:\p{L}|-)+){0,5}?\s+${KNOWLEDGE}`,
  ),
  cue(
    "knowledge-gap",
    "unknown",
    String.raw`(?:uvist|uklar[te]?|ukendt|uafklaret|uoplyst|udokumenteret|unknown|unclear|uncertain|not known|poorly understood)(?!\p{L})`,
  ),
  cue(
    "knowledge-gap",
    "not-described",
    String.raw`(?:ikke|endnu ikke|sjældent|aldrig|not|never|rarely)\s+(?:\p{L}+\s+){0,2}?(?:beskrevet|belyst|opgjort|undersøgt|dokumenteret|kendt|afdækket|evalueret|registreret|monitoreret|målt|uddybet|studied|described|documented|measured|evaluated|recorded|examined)`,
  ),
  cue(
    "knowledge-gap",
    "we-do-not-know",
    String.raw`(?:ved|kender|vides|kan|does|do|is)(?:\s+\p{L}+){0,3}?\s+(?:ikke|intet|not)\s+(?:\p{L}+\s+){0,2}?(?:hvor|hvad|om|meget|nok|know|whether|siges noget|sige noget)`,
  ),
  cue(
    "knowledge-gap",
    "need-to-know",
    String.raw`(?:behov|brug|ønskes|need|needed|mere)\s+(?:\p{L}+\s+){0,4}?(?:for|om|of|)\s*(?:\p{L}+\s+){0,3}?${KNOWLEDGE}`,
  ),
  cue(
    "knowledge-gap",
    "not-apparent",
    String.raw`fremgår\s+(?:\p{L}+\s+){0,3}ikke`,
    "ikke (?:fundet|muligt at (?:opgøre|vurdere|følge|sige))",
    "lader sig ikke opgøre",
    "videnshul\\p{L}*",
    "vidensbehov\\p{L}*",
    "knowledge gap",
  ),
  // what is hard
  cue(
    "challenge",
    "challenge-word",
    String.raw`\p{L}*(?:udfordr|problem|barriere|flaskehals|vanskelig|besvær|bekymr|krise)\p{L}*`,
    String.raw`(?:challeng|barrier|difficult|bottleneck|problem|concern)\p{L}*`,
  ),
  cue(
    "challenge",
    "risk",
    String.raw`(?:risiko|risici|risikerer|fare|trussel|risk|threat)(?!\p{L}*(?:faktor|gruppe|vurdering))`,
  ),
  cue(
    "challenge",
    "inequality",
    String.raw`(?:\p{L}*ulighed\p{L}*|social slagside|skævvrid\p{L}*|inequalit\p{L}*|inequit\p{L}*|disparit\p{L}*)`,
  ),
  cue(
    "challenge",
    "shortage",
    String.raw`(?:mangle\p{L}*|mangel på|manglende|utilstrækkelig\p{L}*|knaphed|for få|underbemand\p{L}*|presset|pres på|overbelast\p{L}*|shortage|understaffed|overstretched|insufficient)(?!\p{L})`,
  ),
  cue(
    "challenge",
    "hard",
    String.raw`(?:svær\p{L}*|sværere|ringere|dårlig\p{L}*|uensart\p{L}*|usystematisk\p{L}*|fragmenter\p{L}*|mangelfuld\p{L}*|forsink\p{L}*|ventetid\p{L}*|uhensigtsmæssig\p{L}*|sårbar\p{L}*|skrøbelig\p{L}*|poor|worse|delay\p{L}*|fragmented|uneven)(?!\p{L})`,
  ),
  cue(
    "challenge",
    "not-always",
    "ikke altid",
    "sjældent",
    "i ringe grad",
    "kun i begrænset omfang",
    "langt fra alle",
    "ikke alle",
    "fortsat ikke",
    "halter",
    "kniber",
    "kritiser\\p{L}*",
    "not always",
    "too few",
    "fails? to",
  ),
  // what is promising
  cue(
    "opportunity",
    "potential",
    String.raw`(?:potential\p{L}*|lovende|gevinst\p{L}*|fordel(?!ing|t|er sig)\p{L}*|styrke(?:n|r)? (?:ved|er)|gavn\p{L}*|promising|benefi\p{L}*|advantage\p{L}*|opportunit\p{L}*)(?!\p{L})`,
  ),
  cue(
    "opportunity",
    "can-improve",
    String.raw`(?:kan|vil kunne|kunne|giver|gør det|can|could|may)\s+(?:\p{L}+\s+){0,4}?(?:medvirke|bidrage|styrke|reducere|frigøre|aflaste|forbedre|lette|øge|skabe|muligt|give|understøtte|spare|hjælpe|mulighed|improve|reduce|free|help|strengthen|relieve|enable|support)(?!\p{L})`,
  ),
  // what should be done
  cue("recommendation", "ought", String.raw`(?:bør|burde|should|ought)(?!\p{L})`),
  cue("recommendation", "must-be-done", String.raw`(?:skal|must|må)\s+(?:\p{L}+\s+){0,6}?\p{L}+(?:es|s)(?!\p{L})`),
  cue(
    "recommendation",
    "recommends",
    String.raw`(?:anbefal\p{L}*|foreslå\p{L}*|forslag\p{L}*|opfordre\p{L}*|tilråde\p{L}*|efterlys\p{L}*|recommend\p{L}*|propos\p{L}*|suggest\p{L}* that|calls? (?:for|on))`,
  ),
  cue(
    "recommendation",
    "need-to-act",
    String.raw`(?:behov for|brug for|nødvendigt?|afgørende|vigtigt|centralt|væsentligt|altafgørende|oplagt|hensigtsmæssigt|relevant|needs? to|important|essential|necessary|crucial)(?:,)?\s+(?:at|to|that|for at)(?!\p{L})`,
  ),
  cue(
    "recommendation",
    "could-well",
    "(?:kan|kunne|vil) med fordel",
    "kalder på",
    "kunne man",
    "ville (?:vi )?kunne",
    "kunne vi",
    "would be (?:useful|relevant)",
  ),
  cue(
    "recommendation",
    "wishes",
    String.raw`(?:ønske[rst]?|ønskede|efterspurgte|pegede på behovet|fremhæver behovet|understregede|wishes|asked (?:for|that))(?!\p{L})`,
  ),
  // what was promised
  cue(
    "commitment",
    "plan-says",
    String.raw`(?:kræftplan(?:en)?(?:\s+[IVX]+)?s?|\p{L}*planen|aftalen|udspillet|strategien|lovforslaget|reformen|regeringen|regionerne|ministeriet|the (?:plan|government|strategy|agreement))\s+(?:\p{L}+\s+){0,2}?(?:vil|skal|lægger op til|fremhæver|indeholder|sætter|forpligter|understreger|anbefaler|lover|kom med|will|commits|aims|promises|sets)(?!\p{L})`,
  ),
  cue(
    "commitment",
    "earmarked",
    String.raw`(?:afsat|afsættes|afsætter|afsatte|bevilget|bevilges|tilfør\p{L}*|øremærk\p{L}*|udmøntes|allocated|earmarked|set aside)(?!\p{L})`,
  ),
  cue(
    "commitment",
    "aim",
    String.raw`(?:mål(?:et|sætning\p{L}*)? (?:er|var|om)|hovedambition\p{L}*|ambitionen|vision\p{L}*|sigter mod|med et mål|løfte om|mærkesag|the (?:aim|target|goal|ambition) (?:is|was))(?!\p{L})`,
  ),
  cue(
    "commitment",
    "law",
    String.raw`(?:ifølge loven|lovens?|sundhedsloven\p{L}*|bekendtgørelse\p{L}*|vedtog|vedtaget|indgik|politisk aftale|senest i 20\d\d|inden 20\d\d|i 20[3-9]\d|by 20\d\d)(?!\p{L})`,
  ),
  // what was found
  cue(
    "finding",
    "share",
    String.raw`\d[\d.,]{0,12}\s?(?:%|pct|procent|percent|per cent)`,
    `(?:halvdelen|hver (?:anden|tredje|fjerde|femte)|en tredjedel|en fjerdedel|to tredjedele|half of|one in)`,
  ),
  cue(
    "finding",
    "study-shows",
    String.raw`(?:\p{L}*undersøgelse\p{L}*|\p{L}*studie\p{L}*|\p{L}*analyse\p{L}*|\p{L}*opgørelse\p{L}*|forskning\p{L}*|tal|data|\p{L}*evaluering\p{L}*|rapport\p{L}*|stud(?:y|ies)|review|trial|survey|figures)\s+(?:\([^)]*\)\s+|\p{L}+\s+){0,6}?(?:vis(?:er|te|t)|fandt|finder|peger på|dokumenterer|tyder på|har vist|bekræfter|show(?:s|ed|n)?|found|finds?|suggests?|indicates?)(?!\p{L})`,
  ),
  cue(
    "finding",
    "showed",
    String.raw`(?:viser|viste|vist sig|fandt|svarede|angav|rapporterede|vurderede|showed|found|reported)(?!\p{L})`,
  ),
  cue(
    "finding",
    "changed",
    String.raw`(?:steg|faldt|steget|faldet|stiger|falder|fordoblet|halveret|forlænget|hyppigst\p{L}*|signifikant\p{L}*|gennemsnit\p{L}*|median\p{L}*|increased|decreased|rose|fell|significant\p{L}*|average)(?!\p{L})`,
  ),
  // how things are
  cue(
    "status",
    "introduced",
    String.raw`(?:er|har|blev|er blevet|has|have been|was|were|is|are)\s+(?:\p{L}+\s+){0,5}?(?:indført|etableret|implementeret|igangsat|iværksat|gennemført|udarbejdet|oprettet|udbredt|afsluttet|udgivet|revideret|besluttet|nedsat|udpeget|udrullet|introduced|established|implemented|launched|completed|rolled out|published|set up)`,
  ),
  cue(
    "status",
    "today",
    String.raw`(?:i dag|aktuelt|på nuværende tidspunkt|tidsplan\p{L}*|fortsat i gang|undervejs|i drift|siden (?:år )?(?:19|20)\d\d|igangværende|currently|today|on schedule|ongoing|at present)(?!\p{L})`,
  ),
  cue(
    "status",
    "offers",
    String.raw`(?:tilbyder|tilbydes|varetages?|varetager|anvender|anvendes|arbejder med|benytter|foregår|omfatter|offers?|provides?|uses?)(?!\p{L})`,
  ),
  cue(
    "status",
    "status-of",
    String.raw`(?:oplyser|angiver|oplyst|rapporteres|vurderer|redegør|reports that|states that)(?!\p{L})`,
  ),
  // what nobody cites
  cue(
    "none",
    "about-itself",
    String.raw`(?:(?:dette|nærværende|denne|det foreliggende) (?:notat|rapport|kapitel|afsnit|undersøgelse|analyse|bilag)|(?:notatet|rapporten|kapitlet|afsnittet|bilaget|undersøgelsen|kapitel \d+) (?:\p{L}+\s+){0,2}?(?:beskriver|er|indeholder|har|giver|henvender|skitserer|består|identificerer|bygger|præsenterer|tager|gennemgår|omfatter|leverer|udpeger)|this (?:report|chapter|section|paper|note))`,
  ),
  cue(
    "none",
    "method",
    String.raw`(?:interviewe(?:ne|de)|informanter\p{L}*|(?:interview|fokusgruppe)\p{L}*\s+(?:\p{L}+\s+){0,2}?(?:blev|er|varede|havde|gennemført)|spørgeskema\p{L}*\s+(?:blev|er|var|udsendt)|litteratursøgning\p{L}*|desk research\p{L}*|snowball|søgestreng\p{L}*|dataindsamling\p{L}*|metode\p{L}*|empiri\p{L}*|udvælgelse\p{L}*|inklusionskriteri\p{L}*|projektgruppen|respondent\p{L}*|we (?:conducted|interviewed|searched|included)|interviews were)(?!\p{L})`,
  ),
  cue(
    "none",
    "purpose",
    String.raw`(?:formål(?:et)? (?:med|er|var)|opdrag\p{L}*|undersøgelsesspørgsmål|the purpose of this)`,
  ),
  cue(
    "none",
    "thanks",
    String.raw`(?:takke[rs]?|tak til|tak for|rekvireret|finansieret af|udarbejdet af|i eksternt review|isbn|kontakt:|thank|funded by|commissioned by)(?!\p{L})`,
  ),
  cue(
    "none",
    "meeting",
    String.raw`(?:dagsorden\p{L}*|punkt \d|referat\p{L}*|velkomst|velkommen|deltagere:|afbud|mødet\s+(?:\p{L}+\s+){0,2}?(?:blev|slutte|åbne|afholdes)|næste møde|eventuelt|blev drøftet|havde følgende|agenda|minutes)(?!\p{L})`,
  ),
  cue(
    "none",
    "announces",
    String.raw`(?:følgende|nedenfor|i det følgende|se (?:tabel|figur|bilag|afsnit)|fremgår af (?:tabel|figur|boks|bilag|oversigt)|the following|see (?:table|figure|appendix))(?!\p{L})`,
  ),
  cue(
    "none",
    "we-did",
    String.raw`(?:vi (?:har|havde|valgte|vurderede|spurgte|gennemførte|indledte|anvendte|præsenterede|inkluderede)|har vi|valgte vi)(?!\p{L})`,
  ),
  cue(
    "none",
    "definition",
    String.raw`(?:defineres (?:som|her)|forstås (?:ved|som|her)|betegner|dækker over|is defined as|refers to)(?!\p{L})`,
  ),
  // words that weigh: what goes badly, what goes well, what compares
  cue(
    "opportunity",
    "goes-well",
    String.raw`(?:nemmere|lettere|trygg?e?\p{L}*hed|tryghed|fleksib\p{L}*|frihed|gode erfaringer|godt modtaget|succes\p{L}*|optimisme|lovende|løfter|åbner (?:for|op)|frigør\p{L}*|spare[rs]?|undgå\p{L}*|forkort\p{L}*|oplagt\p{L}*|aflast\p{L}*|ejerskab|overblik over fordele|i stand til|easier|reliev\p{L}*|saves?|reaches)(?!\p{L})`,
  ),
  cue(
    "knowledge-gap",
    "open-question",
    String.raw`(?:ubelyst|sparsomt|ikke (?:klarlagt|afklaret|udforsket|kortlagt|endeligt)|(?:registreres|opgøres|indgår|måles|kendes|vides|evalueres|offentliggøres) (?:\p{L}+ ){0,2}ikke|kan ikke (?:sige\p{L}*|udelukkes|afgøres|opgøres|vurderes)|ingen (?:ved|kender|har|kan)|der er ingen,? der|(?:åbent|centralt|vigtigt|afgørende) spørgsmål|forskning må|fremtidig forskning|omdiskuteret|endnu (?:ikke|uvist)|nobody knows|no one knows|remains? (?:to be|uncertain|unclear)|little is known)(?!\p{L})`,
  ),
  cue(
    "recommendation",
    "would-study",
    String.raw`(?:(?:kunne|ville|skulle|skal|could|would) (?:\p{L}+ ){0,4}?(?:belyse|vise|give svar|kortlægge|sammenligne|undersøge\p{L}*|følge|afdække\p{L}*|skabe viden|bidrage med viden|analysere|interviewe|beskrive|danne grundlag|bruges som|compare|map|examine|study)|det (?:vil|ville) være|opfordres|efterspørges|går? forud|indstiller|bad om|could be useful)(?!\p{L})`,
  ),
];

/** The cues a sentence holds and where each begins, in the order of {@link CUES}. */
export function cuesIn(text: string): (Cue & { at: number })[] {
  const found: (Cue & { at: number })[] = [];
  for (const cue of CUES) {
    const at = text.search(cue.pattern);
    if (at >= 0) found.push({ ...cue, at });
  }
  return found;
}
