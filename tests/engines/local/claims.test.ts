import { describe, expect, it } from "vitest";
import { localEngine } from "../../../functions/engines/local/local-engine.ts";
import { passagesUnder, requestFor } from "./made-passages.ts";

const engine = localEngine();

describe("the built-in engine finds claims", () => {
  it("takes what a report asserts and leaves out how it was made", async () => {
    const passages = passagesUnder(
      ["Fysioterapi efter kræft"],
      "Kommunerne har svært ved at skaffe fysioterapeuter til holdene.",
      "Det er uvist, hvor mange der fuldfører et forløb.",
      "Tilbuddet bør udvides til alle kommuner.",
      "I 2021 deltog 4.200 borgere, og 62 pct. af dem var kvinder.",
      "Denne rapport bygger på 14 interview, der er gennemført i foråret.",
      "Vi takker alle, der har svaret på skemaet.",
      "Hvordan kan flere nås?",
    );
    const { claims } = await engine.proposeClaims(requestFor(passages));
    expect(claims.map(({ kind }) => kind)).toEqual(["challenge", "knowledge-gap", "recommendation", "finding"]);
  });

  it("never proposes headings, contents or reference lists", async () => {
    const text = "Kommunerne bør tilbyde træning til alle borgere med kræft.";
    const passages = passagesUnder([], ["heading", text], ["contents", text], ["reference", text]);
    expect((await engine.proposeClaims(requestFor(passages))).claims).toEqual([]);
  });

  it("quotes each passage word for word, with a confidence between 0 and 1 and one to three themes", async () => {
    const passages = passagesUnder(
      ["Lindring"],
      ["list-item", "• Personalet mangler viden om lindring af åndenød."],
      "Desuden er der åbnet ni nye hospicepladser i regionen.",
    );
    const { claims } = await engine.proposeClaims(requestFor(passages));
    expect(claims).toHaveLength(2);
    for (const [i, claim] of claims.entries()) {
      expect(claim.quotes).toEqual([{ passageId: passages[i]!.id, quote: passages[i]!.text }]);
      expect(claim.confidence).toBeGreaterThan(0);
      expect(claim.confidence).toBeLessThanOrEqual(1);
      expect(claim.themes.length).toBeGreaterThanOrEqual(1);
      expect(claim.themes.length).toBeLessThanOrEqual(3);
      expect(claim.themes[0]).toBe("palliation");
    }
  });

  it("reads a list in minutes as what the group asked for", async () => {
    const passages = passagesUnder(
      ["Punkt 4. Drøftelse af kapitlet om lindring"],
      "Gruppen havde disse kommentarer:",
      ["list-item", "- At hospicernes rolle bliver beskrevet klarere."],
      ["list-item", "- Tydeliggøre hvem der har ansvaret om natten."],
    );
    const { claims } = await engine.proposeClaims(requestFor(passages, { kind: "minutes" }));
    expect(claims.map(({ kind }) => kind)).toEqual(["recommendation", "recommendation"]);
  });

  it("reads English reports too", async () => {
    const passages = passagesUnder(
      ["Palliative care"],
      "Access to palliative care is poor outside the large cities.",
      "It is not known how many patients die at home.",
      "Every hospital should appoint a palliative nurse.",
      "Interviews were recorded and transcribed by two researchers.",
    );
    const { claims } = await engine.proposeClaims(requestFor(passages, { language: "en" }));
    expect(claims.map(({ kind, themes }) => [kind, themes[0]])).toEqual([
      ["challenge", "palliation"],
      ["knowledge-gap", "palliation"],
      ["recommendation", "palliation"],
    ]);
  });

  it("flags a claim that rests on a number in a table", async () => {
    const passages = passagesUnder(
      ["Deltagelse"],
      ["table-row", "Deltagelse i brystkræftscreening faldt til 71,3 pct. i Region Nord."],
    );
    const { claims } = await localEngine({ threshold: 0 }).proposeClaims(requestFor(passages));
    expect(claims[0]?.flags).toEqual(["number-in-table"]);
  });

  it("gives the same answer to the same passages", async () => {
    const passages = passagesUnder(["Rygning"], "Rygestop bør være gratis.", "Andelen af rygere er faldet til 13 pct.");
    const request = requestFor(passages);
    expect(await localEngine().proposeClaims(request)).toEqual(await localEngine().proposeClaims(request));
  });

  it("takes no longer for a passage made to take long", async () => {
    const hostile = ["1,".repeat(50_000), "(".repeat(50_000), "manglende viden ".repeat(6000), "a".repeat(100_000)];
    const started = performance.now();
    await engine.proposeClaims(requestFor(passagesUnder(["Lindring"], ...hostile)));
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it("stops when it is told to", async () => {
    const stopped = AbortSignal.abort();
    await expect(engine.proposeClaims(requestFor([]), stopped)).rejects.toThrow();
  });
});
