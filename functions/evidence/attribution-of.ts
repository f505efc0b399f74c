import type { Attribution } from "./claim.ts";
import type { Reading } from "./reading.ts";
import { overlap, type Span } from "./span.ts";

/** How far behind a quote its in-text citation may stand: a closing bracket, a full stop, a footnote mark. */
const REACH = 3;

/**
 * Whose statement the words at `spans` are, by the report's own marks: inside what a named speaker says, or beside an
 * in-text citation; otherwise the report speaks for itself. A speaker comes first: what she says may mention sources.
 */
export function attributionOf(reading: Pick<Reading, "mentions" | "speakers">, spans: readonly Span[]): Attribution {
  const speaker = reading.speakers.find((speaking) => spans.some((span) => overlap(speaking, span) > 0));
  if (speaker !== undefined)
    return {
      by: "speaker",
      speaker: { name: speaker.name, ...(speaker.role === undefined ? {} : { role: speaker.role }) },
    };

  const cited = reading.mentions.filter(({ note, ...mention }) =>
    spans.some(
      (span) =>
        overlap(mention, { start: span.start, end: span.end + REACH }) > 0 ||
        // a claim may rest on the note itself
        (note !== undefined && overlap(note, span) > 0),
    ),
  );
  if (cited.length === 0) return { by: "report" };
  const sources = new Map<string, NonNullable<Attribution["sources"]>[number]>();
  for (const { label, author, year, pages } of cited) {
    if (sources.has(label)) continue;
    const page = pages.join(", ");
    sources.set(label, {
      label,
      author,
      ...(year === undefined ? {} : { year }),
      ...(page === "" ? {} : { page }),
    });
  }
  return { by: "source", sources: [...sources.values()] };
}
