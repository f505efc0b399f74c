import { senses } from "./word-forms.ts";

/** How many, how often, how much of it. */
export const QUANTIFIER = senses({
  all: `al alle alt samtlige hele enhver ethvert hver hvert fuldstændig(,e,t) fuldt helt fuld(,e) udelukkende all every each entire(,ly) whole everyone
    complete(ly) full(,y) universal(,ly) total(,e,t,ly)`,
  most: `fleste flertal(,let) størstedel(,en) hovedpart(,en) hovedsagelig(,t) overvejende primært  majority mostly mainly largely primarily predominantly most`,
  many: `mange talrige adskillige  many numerous several much lots manifold mangfoldige utallige`,
  some: `nogle nogen visse enkelt(,e)  delvis(,t) noget some  partly partially somewhat various`,
  few: `få fåtal(,let) mindretal(,let) few minority handful lidt `,
  only: `kun alene blot bare  only solely merely  exclusively`,
  often: `ofte tit hyppig(,e,t,ere) jævnligt often frequent(,ly) regularly commonly usually sædvanligvis typisk(,e) normalt typically normally generelt generally`,
  seldom: `sjælden(,t,e,er) sjældent sjældnere rarely seldom rare infrequent(,ly) uncommon(,ly)`,
  always: `altid always konstant constantly consistently konsekvent`,
  sometimes: `sommetider undertiden lejlighedsvis sometimes occasionally intermittently`,
  almost: `næsten nærmest knap knapt nearly almost`,
  about: `ca omkring omtrent cirka cirka about around approximately roughly`,
  both: `begge både both`,
  either: `enten either`,
  significant: `betydelig(,e,t) markant(,e) væsentlig(,e,t) kraftig(,e,t) udtalt significant(,ly) substantial(,ly) marked(ly) considerabl(e,y) dramatic(,ally) signifikant(,e) tydelig(,e)`,
  slight: ` beskeden(,t) beskedne ubetydelig(,e,t) marginal(,t,e,ly) minimal(,t,e,ly) moderat(,e) slight(,ly) modest(,ly) negligible minor`,
});
