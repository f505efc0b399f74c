import { senses } from "./word-forms.ts";

/** Words that turn a statement round, Danish and English. */
export const NEGATION = senses({
  not: `ikke ej ikkje inte not nt cannot cant dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt wont wouldnt
    shouldnt couldnt mustnt neednt `,
  hardly: `næppe hardly barely scarcely`,
  no: `ingen intet ingenting ingensteds no none nobody nothing nowhere noone inga inget`,
  never: `aldrig never`,
  neither: `hverken neither nor`,
  without: `uden utan without`,
  lack: `mangl(e,er,ede,et,ende,en,erne) manglende fravær(,et) fraværende savn(e,er,ede,et,ende) undlad(e,er,t,es) undlod
    udebliv(e,er,ende) udeblev udeblevet undgå(,r,s,et,ende) undgik mislykk(es,edes,et,ede) lack(,s,ed,ing) absen(ce,t)
    fail(,s,ed,ing,ure,ures) avoid(,s,ed,ing) omit(,s,ted,ting) miss(ing)`,
  refuse: `afvis(e,er,te,t,es,ning,ningen) nægt(e,er,ede,et,es) forbyd(e,er,es) forbød forbudt forbud(,det) refus(e,es,ed,ing,al)
    reject(,s,ed,ing,ion) den(y,ies,ied,ying) prohibit(,s,ed,ing,ion) forbid(,s,den) exclud(e,es,ed,ing) deni(es,ed)`,
  former: `ophør(,e,er,te,t) ophævet afskaffe(,r,s,t,de) nedlagt nedlægg(e,er,es) abolish(,es,ed) discontinu(e,ed,es)`,
});

const PREFIXES = ["u", "ikke", "non", "un", "in", "im", "il", "ir", "dis", "mis", "a", "anti", "van"];
/** Endings that say *without*, against endings that say *with*. */
const WITHOUT = ["løs", "løse", "løst", "fri", "frie", "frit", "less", "free"];

/** Whether two words differ by a negative prefix or ending: `uændret` and `ændret`, `unlawful` and `lawful`, `meningsløs` and `meningsfuld`. */
export function negates(a: string, b: string): boolean {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  if (shorter.length >= 3 && PREFIXES.some((prefix) => longer === prefix + shorter)) return true;
  // with another inflection besides: `uændrede` and `ændret`
  for (const prefix of PREFIXES) {
    const rest = longer.startsWith(prefix) ? longer.slice(prefix.length) : "";
    if (prefix.length > 1 || prefix === "u") {
      if (rest.length >= 5 && shorter.length >= 5 && sharesStart(rest, shorter, 5) && !sharesStart(longer, shorter, 2))
        return true;
    }
  }
  const without = (word: string) => WITHOUT.find((ending) => word.length > ending.length + 2 && word.endsWith(ending));
  const ofA = without(a);
  const ofB = without(b);
  return (ofA === undefined) !== (ofB === undefined) && sharesStart(a, b, 4);
}

function sharesStart(a: string, b: string, length: number): boolean {
  return a.length >= length && b.length >= length && a.slice(0, length) === b.slice(0, length);
}

/** A word whose own prefix negates, wherever it stands alone: `ikkerygere`, `nonsmokers`. */
export const negativeCompound = (key: string) =>
  (key.startsWith("ikke") && key.length > 6) || (key.startsWith("non") && key.length > 6);
