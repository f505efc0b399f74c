/** Character n-grams of the letters and digits of a text. */
export function gramsOf(text: string, length = 5): Set<string> {
  const plain = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const grams = new Set<string>();
  for (let i = 0; i <= plain.length - length; i++) grams.add(plain.slice(i, i + length));
  if (grams.size === 0 && plain) grams.add(plain);
  return grams;
}

/** Share of the smaller text's grams that the other has, and share of all grams that both have. */
export function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): { contained: number; shared: number } {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const gram of small) if (large.has(gram)) common++;
  const all = a.size + b.size - common;
  return { contained: small.size === 0 ? 0 : common / small.size, shared: all === 0 ? 0 : common / all };
}
