import { senses } from "./word-forms.ts";

/** How sure or how binding a statement is, from what may be to what must or has been shown. */
export const MODALITY = senses({
  can: `kan kunne kunnet may might can could potentiel(,le,t) potential(,ly) possibl(e,y) mulig(,e,t,vis) måske perhaps maybe evt eventuel(,le,t)`,
  likely: `sandsynlig(,e,t,vis) formentlig formodentlig antagelig(,t) tilsyneladende angivelig(,t) likely probabl(e,y) presumably apparently allegedly
    reportedly formod(e,er,es,ede,et) antag(e,er,es) antog antaget skønn(e,er,es,ede,et) estimer(e,er,es,et) estimat(et,er) estimat(e,es,ed) assum(e,es,ed) vurder(e,er,es,ede,et) anslå(,r,s,et) anslog`,
  should: `bør burde burdet should ought anbefal(e,er,es,ede,et,ing,ingen,inger,ingerne) recommend(,s,ed,ing,ation,ations) foreslå(,r,s,et) foreslog forslag 
    opfordr(e,er,es,ede,et) tilråd(e,er,es) advise(,s,d) encourage(,s,d) propos(e,es,ed,al)`,
  must: `skal skulle skullet must shall kræv(e,er,es,ede,et) krav påbyd(e,er,es) påbudt forpligt(e,er,es,ede,et,else,ende) pligt obligatorisk(,e) nødvendig(,e,t)
    requir(e,es,ed,ing,ement,ements) oblig(e,ed,ation,ations,atory) mandatory compulsory necessary `,
  allowed: `må måtte tilladt allowed permitted`,
  voluntary: `frivillig(,e,t) valgfri(,e,t) optional(,ly) voluntar(y,ily)`,
  will: `vil ville villet will would `,
  expected: `forvent(e,er,es,ede,edes,et,elig,eligt,ning,ninger) expect(,s,ed,ing,ation,ations) anticipat(e,es,ed) forecast(,s) prognose(,n,r)  forudsætt(e,er)
    planl(agt,agte,ægge,ægger,ægges,ægning) plan(,ned,s) intend(,s,ed) påtænk(e,er,es,t) håb(e,er,ede,es) hope(,s,d)  aim(,s,ed) ønsk(e,er,es,ede,et)`,
  suggests: `tyder tydede peger pegede indiker(e,er,es,ede,et) antyd(e,er,es,ede,et) suggest(,s,ed,ing) indicat(e,es,ed,ing) impl(y,ies,ied) seem(,s,ed) appear(,s,ed) synes
    syntes tendens tendency hint(,s,ed)`,
  shows: `vis(er,es,te,t) dokumenter(e,er,es,ede,et) påvis(e,er,es,te,t) bevis(e,er,es,te,t) bekræft(e,er,es,ede,et) fastslå(,r,s,et) fastslog konstater(e,er,es,ede,et)
    godtgør(e,es) godtgjort evident show(,s,ed,n,ing) demonstrat(e,es,ed,ing) prov(e,es,ed,en,ing) confirm(,s,ed,ing) establish(,es,ed) document(ed)
    sikkert certain(ly) definitely klart tydeligt utvivlsomt undoubtedly`,
  done: `gennemfør(e,er,es,te,t) implementer(e,er,es,ede,et) udfør(e,er,es,te,t) realiser(e,er,es,ede,et) implement(,s,ed,ing) complet(e,es,ed) achiev(e,es,ed) opnå(,r,s,ede,et)`,
  trying: `forsøg(e,er,te,t) prøv(e,er,ede,et) tr(y,ies,ied) attempt(,s,ed)`,
});
