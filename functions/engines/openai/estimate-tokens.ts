/**
 * How many tokens a text is likely to be, without a tokenizer: Danish prose is about 3.6 characters a token in the
 * vocabulary of current OpenAI models, lists and tables fewer. Rounded so as to guess high. A test measures it.
 */
export const estimateTokens = (text: string) => Math.ceil(text.length / 3.3);

/** No byte-level vocabulary makes more tokens of a text than it has bytes. */
export const mostTokens = (text: string) => Buffer.byteLength(text, "utf8");
