import type { ClaimRequest } from "../../../functions/engines/engine.ts";
import { passageIdOf } from "../../../functions/evidence/ids.ts";
import type { Passage, PassageKind } from "../../../functions/evidence/passage.ts";
import { DEFAULT_THEMES } from "../../../functions/evidence/theme.ts";

/** Passages that follow one another in a made-up text. Each may be given a kind or section of its own. */
export function passages(
  ...texts: (string | { text: string; kind?: PassageKind; section?: string[]; page?: number })[]
): Passage[] {
  let at = 0;
  return texts.map((given) => {
    const {
      text,
      kind = "body",
      section = ["Kapitel"],
      page = 1,
    } = typeof given === "string" ? { text: given } : given;
    const start = at;
    at = start + text.length + 1;
    return {
      id: passageIdOf("0".repeat(64), start, start + text.length),
      page,
      start,
      end: start + text.length,
      text,
      kind,
      section,
      rects: [],
    };
  });
}

export const aClaimRequest = (shown: readonly Passage[], rest: Partial<ClaimRequest> = {}): ClaimRequest => ({
  report: { title: "Ventetid og kvalitet", language: "da", pageCount: 3, year: 2024, publisher: "Analyseenheden" },
  passages: shown,
  before: [],
  after: [],
  themes: DEFAULT_THEMES,
  ...rest,
});

/** Sentences that differ, as many as are asked for. */
export const sentences = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `Afdeling ${i + 1} behandlede ${120 + i * 7} patienter i 2023, og ventetiden var ${10 + (i % 30)} dage.`,
  );
