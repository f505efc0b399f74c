import { describe, expect, it } from "vitest";
import { chosenBy, SplitWords } from "../../web/src/themes/split-choice.ts";
import { aClaim } from "./a-claim.ts";

const claims = [
  aClaim({ id: "a", text: "Strålebehandlingen gives i fire centre." }),
  aClaim({ id: "b", text: "Ventetid på strålebehandling er steget." }),
  aClaim({ id: "c", text: "Immunterapi gives til flere patienter." }),
  aClaim({ id: "d", text: "Patienter venter længere i Århus." }),
  aClaim({ id: "e", text: "Kirurgien er samlet på færre sygehuse, og patienter rejser." }),
];
const words = new SplitWords(claims);
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

describe("words to split a theme by", () => {
  it("are found inside compounds and in bent form, whichever way å is written", () => {
    expect([...words.claimsWith("strålebehandling")]).toEqual(["a", "b"]);
    expect([...words.claimsWith("aarhus")]).toEqual(["d"]);
    expect([...words.claimsWith("  ")]).toEqual([]);
  });

  it("are the theme's cues that occur, then words of some claims and not of most, each in one form", () => {
    const proposed = words.proposed({ cues: ["immunterapi", "robotkirurgi"] });
    expect(proposed.map(({ word, origin, claims: found }) => [word, origin, found.size])).toEqual([
      ["immunterapi", "cue", 1],
    ]);
    const more = new SplitWords([...claims, aClaim({ id: "f", text: "Strålebehandling kræver fysikere." })]);
    expect(more.proposed({ cues: [] }).map(({ word }) => word)).toEqual(["patienter", "strålebehandling"]);
  });
});

describe("the claims that move", () => {
  const beam = { word: "stråle", origin: "own" as const, claims: words.claimsWith("stråle") };

  it("are those the chosen words stand in", () => {
    expect(ids(chosenBy(claims, [beam], new Map()).moves)).toEqual(["a", "b"]);
    expect(chosenBy(claims, [], new Map())).toEqual({ moves: [], stays: [] });
  });

  it("and those ticked by hand; what is unticked stays, and is said to stay", () => {
    const chosen = chosenBy(claims, [beam], new Map(Object.entries({ b: false, d: true, e: false })));
    expect([ids(chosen.moves), ids(chosen.stays)]).toEqual([["a", "d"], ["b"]]);
  });
});
