import { senses } from "./word-forms.ts";

const BODIES = `styrelse(,n,r,rne) ministeri(um,et,er,erne) kommune(,n,r,rne) region(,en,er,erne) sygehus(,et,e,ene) hospital(,et,er,erne) universitet(,et,er)
  forening(,en,er,erne) selskab(,et,er,erne) institut(,tet,ter) nævn(,et) udvalg(,et) råd(,et) center centre centret centeret klinik(,ken,ker,kerne) afdeling(,en,er,erne)`;

/** Common nouns that name who acts or who is meant, each its own sense. */
export const ACTOR = senses({
  ...Object.fromEntries(
    `kommune(,n,r,rne,rnes) region(,en,er,erne,ernes,s) stat(,en,ens) ministeri(um,et,er,erne) styrelse(,n,r,rne) regering(,en,ens)
    folketing(,et) læge(,n,r,rne) sygeplejerske(,n,r,rne) patient(,en,er,erne,s) borger(,en,e,ne) pårørende forsker(,en,e,ne) ekspert(,en,er,erne)
    sygehus(,et,e,ene) hospital(,et,er,erne,s) praksis leder(,en,e,ne) medarbejder(,en,e,ne) fagperson(,er,erne) virksomhed(,en,er,erne) leverandør(,en,er,erne)
    mænd kvinder børn unge ældre voksne piger drenge forældre indvandrere
    government(,s) ministr(y,ies) agenc(y,ies) authorit(y,ies) parliament commission council municipalit(y,ies) controller(,s) processor(,s)
    patient(,s) nurse(,s) doctor(,s) physician(,s) researcher(,s) staff employee(,s) employer(,s) men women children adults provider(,s) manufacturer(,s) user(,s)`
      .split(/\s+/)
      .filter(Boolean)
      .map((spec, i) => [`actor ${i}`, spec]),
  ),
});

/** Names of bodies end like this: `Sundhedsstyrelsen`, `Finansministeriet`, `Aarhus Universitet`. */
export const ACTOR_HEADS = senses({ body: BODIES });
