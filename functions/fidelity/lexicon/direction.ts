import { senses } from "./word-forms.ts";

const UP_NOUNS = `stigning(,en,er,erne) forøgelse(,n,r) øgning(,en) vækst(,en) tilvækst forbedring(,en,er,erne) fremgang(,en)
  udvidelse(,n,r) styrkelse(,n)`;
const DOWN_NOUNS = `fald(,et,ene) reduktion(,en,er,erne) nedgang(,en) tilbagegang(,en) forværring(,en,er) forringelse(,n,r)
  sænkning(,en) nedsættelse(,n) mindskelse svækkelse(,n) indskrænkning(,en,er) besparelse(,n,r) nedskæring(,en,er)`;

/** Up and down, more and less, better and worse, early and late, as lemma families. */
export const DIRECTION = senses({
  up: `stig(e,er,es,ende) steg steget øg(e,er,es,ede,edes,et,ende) forøg(e,er,es,ede,et) voks(e,er,ede,et,ende) tiltag(e,er,ende) tiltog
    hæv(e,er,es,ede,et) løft(e,er,es,ede,et) opad opadgående ${UP_NOUNS} flere flest fler mere mest mere højere højest(,e) høj(,e,t)
    større størst(,e) stor(,e,t) længere længst lang(,e,t) hurtigere hurtigst hurtig(,e,t) over ovenfor overstig(e,er,ende) oversteg
    overskrid(e,er,es) overskred overskredet  udvid(e,er,es,ede,et)
    styrk(e,er,es,ede,et) fremm(e,er,es,ede,et) accelerer(e,er,ede,et) bred(,e,t,ere) opjuster(e,es,et)
    increas(e,es,ed,ing,ingly) ris(e,es,en,ing) rose grow(,s,n,ing,th) grew rais(e,es,ed,ing) gain(,s,ed) upward(,s) higher highest high
    more greater greatest large larger largest longer longest long faster fastest above exceed(,s,ed,ing) expand(,s,ed,ing)
    expansion strengthen(,s,ed,ing) upper maximiz(e,es,ed) maximis(e,es,ed) promot(e,es,ed,ing) boost(,s,ed,ing) elevat(e,es,ed,ion) > ≥ +
    enhanc(e,es,ed,ing,ement)`,
  down: `fald(e,er,ende) faldt faldet reducer(e,er,es,ede,et,ende) mindsk(e,er,es,ede,et,ende) sænk(e,er,es,ede,et) nedbring(e,er,es) nedbragt(e,es)
    nedsæt(te,ter,tes) nedsatte nedsat(,te) aftag(e,er,ende) aftog aftaget dal(e,er,ede,et,ende) nedad nedadgående ${DOWN_NOUNS}
    færre færrest mindre lavere lavest(,e) lav(,e,t) lille små kortere kortest(,e) kort(,e) langsommere langsom(,t,me) under nedenfor
    begræns(e,er,es,ede) indskrænk(e,er,es,ede,et) svækk(e,er,es,ede,et)
    hæmm(e,er,es,ede,et) nedjuster(e,es,et) skær(e,er,es) smal(,le,t) krymp(e,er,ede,et) afvikl(e,er,es,ede,et)
    decreas(e,es,ed,ing) declin(e,es,ed,ing) fall(,s,en,ing) fell drop(,s,ped,ping) reduc(e,es,ed,ing,tion,tions) lower(,s,ed,ing) lowest low
    less fewer fewest  smaller smallest small shorter shortest short slower slowest below shrink(,s,ing) shrank
    diminish(,es,ed,ing) weaken(,s,ed,ing) minimiz(e,es,ed) minimis(e,es,ed) downward(,s) cut(,s,ting) limit(,s,ed,ing) < ≤
    mitigat(e,es,ed,ing,ion)`,
  "at least": `mindst minimum least`,
  "at most": `højst maksimalt maksimum`,
  twice: `fordobl(e,er,es,ede,et,ing,ingen) dobbelt(,e) doubl(e,es,ed,ing) twice`,
  thrice: `tredobl(e,er,es,ede,et,ing,ingen) trebl(e,es,ed,ing) tripl(e,es,ed,ing)`,
  halved: `halver(e,er,es,ede,et,ing,ingen) halv(e,es,ed,ing)`,
  better: `bedre bedst(,e) forbedr(e,er,es,ede,et) god(,e,t) godt positiv(,e,t) gavnlig(,e,t) gavn(e,er,ede) fordel(,e,en,ene,agtig,agtige) lettere nemmere
    stærk(,e,t,ere) velfungerende tilfredsstillende tilstrækkelig(,e,t) better best improv(e,es,ed,ing,ement,ements) good positive(,ly) beneficial
    benefit(,s,ed) advantage(,s) easier easy strong(,er) sufficient adequate favourable favorable success(,ful,fully,es) effektiv(,e,t) effective`,
  worse: `dårligere dårligst dårlig(,e,t) ringe ringere værre værst forværr(e,er,es,ede,et) forring(e,er,es,ede,et) negativ(,e,t) skadelig(,e,t)
    skad(e,er,ede,es) ulempe(,r,n) sværere vanskeligere svær(,e,t) vanskelig(,e,t) svag(,e,t,ere) utilstrækkelig(,e,t) worse worst worsen(,s,ed,ing) poor(,er,est,ly) bad
    negative(,ly) harmful harm(,s,ed) disadvantage(,s) harder weak(,er) insufficient inadequate unfavourable detrimental adverse ineffektiv(,e,t) ineffective
    mangelfuld(,e,t) problematisk(,e)`,
  before: `før inden forud tidligere tidligst tidlig(,e,t) before prior earlier earliest early previously preceding forudgående`,
  after: `efter efterfølgende senere senest sen(,e,t) after later latest late following subsequent(,ly)`,
  begin: `begynd(e,er,te,t,else) start(e,er,ede,et,es) igangsæt(te,tes) igangsat åbn(e,er,ede,et,es) begin(,s,ning) began launch(,es,ed) open(,s,ed,ing)`,
  end: `afslut(te,ter,tes,tede,tet) slut(te,ter,tede,tet) stop(pe,per,pede,pet) standse(,r,s,de,t) luk(ke,ker,kes,kede,ket) end(,s,ed,ing) stopp(ed,ing)
    clos(e,es,ed,ing) terminat(e,es,ed)`,
  add: `tilføj(e,er,es,ede,et) indfør(e,er,es,te,t)  oprett(e,er,es,ede,et) add(,s,ed,ing) introduc(e,es,ed,ing) includ(e,es,ed,ing) inkluder(e,er,es,ede,et)`,
  remove: `fjern(e,er,es,ede,et) udgå(,r) udgik ekskluder(e,er,es,ede,et) remov(e,es,ed,ing) delet(e,es,ed)`,
  agree: `enig(,e,t) støtt(e,er,ede,et) bakke  agree(,s,d) support(,s,ed)`,
  disagree: `uenig(,e,t) modsætt(e,er) modarbejd(e,er,ede,et) imod disagree(,s,d) oppos(e,es,ed) against`,
  within: `indenfor within inside`,
  outside: `udenfor outside`,
});

/** Nouns that keep their direction as the last part of a compound. */
export const DIRECTION_HEADS = senses({ up: UP_NOUNS, down: DOWN_NOUNS });
