import { Tiktoken } from "js-tiktoken/lite";
import o200k from "js-tiktoken/ranks/o200k_base";

const vocabulary = new Tiktoken(o200k);

/** As the provider counts: the vocabulary of current OpenAI models. */
export const countTokens = (text: string) => vocabulary.encode(text, "all").length;
