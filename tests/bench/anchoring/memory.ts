import { anchorQuote } from "../../../functions/fidelity/anchor-quote.ts";
import { prepareText } from "../../../functions/fidelity/prepare-text.ts";
import { danishLikeText, withWrongWord } from "./danish-like-text.ts";

/** Run in a process of its own: what anchoring in a text of so many words takes, whole process, in bytes. */
const words = Number(process.argv[2]);
const text = danishLikeText(words);
const prepared = prepareText(text);
for (let seed = 1; seed <= 20; seed++) anchorQuote(prepared, withWrongWord(text, 50, seed));
console.log(process.resourceUsage().maxRSS * 1024);
