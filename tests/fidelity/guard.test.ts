import { describe, expect, it } from "vitest";
import { align } from "../../functions/fidelity/align.ts";
import { differencesOf } from "../../functions/fidelity/differences.ts";
import { GUARDS, reasonFor } from "../../functions/fidelity/guard.ts";
import { prepareText } from "../../functions/fidelity/prepare-text.ts";
import { scanTokens } from "../../functions/fidelity/tokens.ts";
import { CRITICAL } from "./changes/critical.ts";
import { dice } from "./changes/dice.ts";

/** Sentences that give every kind of change something to change. */
const SENTENCES = [
  "I 2018 steg ventetiden fra 23 til 41 dage, og det kan ikke forklares med alder i Region Midtjylland.",
  "Alle kommuner skal inden september 2025 have nået 85 procent, fordi ofte blot halvdelen møder op til de tre samtaler.",
  "Det var højere blandt mænd, og effekten er usikker, men Sundhedsstyrelsen anbefales at bruge 12,5 mio. kr. over fem uger.",
  "Before March 2019 the 184 patients waited 12 weeks, and most of the staff should not have been unable to help all.",
];

function differencesBetween(sentence: string, quote: string) {
  const source = prepareText(sentence);
  const tokens = scanTokens(quote, source.decimal);
  const wanted = { tokens, ids: Int32Array.from(tokens.keys, (key) => source.index.idOf(key)) };
  const alignment = align(wanted, source, source.index.ids, 0, source.index.ids.length)!;
  return differencesOf(alignment, wanted, source).differences;
}

const planted = SENTENCES.flatMap((sentence) =>
  CRITICAL.filter(({ reasons }) => reasons.length > 0 && !reasons.includes("not-found")).flatMap((change) =>
    [1, 2, 3, 4, 5, 6].flatMap((seed) => {
      const quote = change.quote(sentence, dice(seed));
      return quote === undefined || quote === sentence ? [] : [{ change, sentence, quote }];
    }),
  ),
);

describe("the guard", () => {
  it("has a planted change for every kind it knows", () => {
    const kinds = new Set(planted.flatMap(({ change }) => change.reasons));
    for (const { reason } of GUARDS) expect(kinds).toContain(reason);
  });

  it.each(planted.map((p) => [p.change.name, p.quote, p] as const))(
    "names a change: %s: %s",
    (_, __, { change, sentence, quote }) => {
      expect(change.reasons).toContain(reasonFor(differencesBetween(sentence, quote)));
    },
  );

  // a mutation test: without one family, its changes must lose their name
  it.each(GUARDS.map(({ reason }) => reason).filter((reason) => reason !== "invented-words"))(
    "misses changes without its family for %s",
    (reason) => {
      const blind = GUARDS.filter((guard) => guard.reason !== reason);
      const own = planted.filter(({ sentence, quote }) => reasonFor(differencesBetween(sentence, quote)) === reason);
      expect(own.length).toBeGreaterThan(0);
      for (const { sentence, quote } of own)
        expect(reasonFor(differencesBetween(sentence, quote), blind)).not.toBe(reason);
    },
  );

  it("misses invented words without its family for them", () => {
    const differences = differencesBetween(SENTENCES[0]!, SENTENCES[0]!.replace("ventetiden", "tilfredsheden"));
    expect(reasonFor(differences)).toBe("invented-words");
    expect(
      reasonFor(
        differences,
        GUARDS.filter(({ reason }) => reason !== "invented-words"),
      ),
    ).toBeUndefined();
  });

  it.each([
    ["Patienterne får hurtigt svar på deres prøver.", "Patienterne fik hurtigt svar på deres prøver."],
    ["Andelen steg i hele perioden for begge grupper.", "Andelen er steget i hele perioden for begge grupper."],
    ["Kommunerne har et særligt ansvar for opgaven.", "Kommunerne har særligt ansvar for opgaven."],
    ["Patients were followed closely for the whole time.", "Patients are followed closely for the whole time."],
  ])("lets another form of the same word be wording: %s", (sentence, quote) => {
    expect(reasonFor(differencesBetween(sentence, quote))).toBeUndefined();
  });
});
