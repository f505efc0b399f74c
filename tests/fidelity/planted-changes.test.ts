import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { iou } from "../../functions/evidence/span.ts";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { prepareText } from "../../functions/fidelity/prepare-text.ts";
import type { Anchor } from "../../functions/fidelity/verdict.ts";
import { type Cases, readCases } from "../bench/anchoring/cases.ts";
import { SHARED } from "./corpus.ts";

const FILE = join(SHARED, "bench/quotes.json");
if (!existsSync(FILE)) console.info("skipped: the shared quotes are not beside this checkout");

describe.runIf(existsSync(FILE))("468 quotes with planted changes", () => {
  const outcomes: {
    kind: string;
    group: string;
    ocr: boolean;
    gold: readonly [number, number] | null;
    anchor: Anchor;
  }[] = [];

  beforeAll(() => {
    const cases: Cases = readCases(FILE);
    for (const { name, group, ocr = false, doc, items } of cases) {
      const text = prepareText(doc);
      for (const { quote, gold } of items) {
        outcomes.push({ kind: name, group, ocr, gold, anchor: anchorQuote(text, quote, { ocr }) });
      }
    }
  });

  const of = (group: string) => outcomes.filter((outcome) => outcome.group === group);
  const accepted = (anchor: Anchor) => anchor.found && anchor.fidelity !== "differs";

  it("accepts none of the unfaithful", () => {
    expect(of("unfaithful")).toHaveLength(115);
    expect(of("unfaithful").filter(({ anchor }) => accepted(anchor))).toEqual([]);
  });

  it("finds the faithful in their places, with the right fidelity", () => {
    const expected = ({ kind, ocr }: (typeof outcomes)[number]) =>
      ocr
        ? ["ocr"]
        : kind.includes("ellipsis")
          ? ["elided"]
          : kind === "exact"
            ? ["verbatim"]
            : ["verbatim", "normalised"];
    const right = of("faithful").filter(
      (outcome) =>
        outcome.anchor.found &&
        outcome.gold !== null &&
        expected(outcome).includes(outcome.anchor.fidelity) &&
        iou(outcome.anchor, { start: outcome.gold[0], end: outcome.gold[1] }) >= 0.95,
    );
    expect(right.length / of("faithful").length).toBeGreaterThanOrEqual(0.99);
  });

  it("names number, negation and direction changes", () => {
    const named = outcomes.filter(
      ({ kind, anchor }) =>
        anchor.found && anchor.reason !== undefined && kind.startsWith(anchor.reason.split("-")[0]!.toUpperCase()),
    );
    expect(named.length).toBeGreaterThanOrEqual(48);
  });

  it("finds the near ones, as differing; another sign for percent is no difference", () => {
    for (const { kind, anchor } of of("near")) {
      expect(anchor).toMatchObject({ found: true, fidelity: kind === "quote_percent_sign" ? "normalised" : "differs" });
    }
  });
});
