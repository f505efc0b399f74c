import type { Word } from "./placed.ts";

/** Any lone mark that is no letter, figure, quotation mark, bracket or sign of arithmetic, and Word's `o`. */
const BULLET = /^(?:[^\p{L}\p{N}\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'„%‰§&+=<>~±×÷/|\\.,:;!?…$€£@#_]|o)$/u;

export const isBullet = (word: Pick<Word, "text">) => BULLET.test(word.text);
