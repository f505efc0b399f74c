import type { Predicted } from "../../evals/scorers/claims.ts";

/**
 * Quoted-span alignment as ragas describes it: spans between straight or curly marks of at least three words, lower-cased
 * with spaces collapsed, that occur anywhere in the joined sources; no quotes give 0.
 */
export function quotedSpans(answer: string, sources: readonly string[]): number {
  const plain = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();
  const spans = [...answer.matchAll(/["“”„‟'‘’`´](.*?)["“”„‟'‘’`´]/g)]
    .map(([, span]) => plain(span!))
    .filter((span) => span.split(" ").length >= 3);
  const joined = plain(sources.join(" "));
  return spans.length === 0 ? 0 : spans.filter((span) => joined.includes(span)).length / spans.length;
}

/**
 * One verdict over a whole answer, as deepeval's faithfulness gives it: the share of claims that a judge finds supported,
 * passed from 0.5 up. The judge here is a perfect one, so that only the single verdict is tried.
 */
export const singleVerdict = (supported: readonly boolean[], threshold = 0.5) =>
  supported.filter(Boolean).length / Math.max(1, supported.length) >= threshold;

/** An answer as a person would read it: each claim with its quote between the given marks. */
export const answerOf = (claims: readonly Predicted[], [open, close]: readonly [string, string]) =>
  claims
    .map(({ text, exact }) => `${text.replace(/["»«]/g, "")} ${open}${exact.replace(/["»«]/g, "")}${close}`)
    .join("\n");
