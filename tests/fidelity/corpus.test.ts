import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { pageAt } from "../../functions/evidence/reading.ts";
import { iou } from "../../functions/evidence/span.ts";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { checkStatement } from "../../functions/fidelity/check-statement.ts";
import { type PreparedText, prepareText } from "../../functions/fidelity/prepare-text.ts";
import { CRITICAL } from "./changes/critical.ts";
import { dice } from "./changes/dice.ts";
import { FAITHFUL } from "./changes/faithful.ts";
import { type CorpusReport, corpusReports, hasCorpus } from "./corpus.ts";

interface Sentence {
  report: string;
  text: PreparedText;
  start: number;
  end: number;
  page: number;
  exact: string;
  /** On one line, as an engine is shown it. */
  line: string;
}

if (!hasCorpus) console.info("skipped: the shared corpus is not beside this checkout");

describe.runIf(hasCorpus)("every report of the corpus", () => {
  let reports: CorpusReport[] = [];
  const sentences: Sentence[] = [];

  beforeAll(async () => {
    reports = await corpusReports();
    for (const { name, reading } of reports) {
      const text = prepareText(reading.text);
      for (const passage of reading.passages) {
        if (passage.kind !== "body" && passage.kind !== "list-item") continue;
        const raw = reading.text.slice(passage.start, passage.end);
        const exact = raw.trim();
        if (exact.length > 500 || exact.split(/\s+/).length < 8) continue;
        const start = passage.start + raw.indexOf(exact);
        sentences.push({
          report: name,
          text,
          start,
          end: start + exact.length,
          page: passage.page,
          exact,
          line: exact.replace(/\s+/g, " "),
        });
      }
    }
  }, 300_000);

  const aSentence = () => fc.nat(sentences.length - 1).map((i) => sentences[i]!);
  const span = ({ start, end }: Sentence) => ({ span: { start, end } });

  it("has something to quote", () => {
    expect(reports.length).toBeGreaterThanOrEqual(20);
    expect(sentences.length).toBeGreaterThan(2_000);
  });

  it("gives 2,000 random passages back where they stand, on the right page", () => {
    const { roll } = dice(20);
    const wrong: string[] = [];
    for (let i = 0; i < 2_000; i++) {
      const sentence = sentences[roll(sentences.length)]!;
      const anchor = anchorQuote(sentence.text, sentence.exact, span(sentence));
      const reading = reports.find(({ name }) => name === sentence.report)!.reading;
      const right = anchor.found && anchor.fidelity === "verbatim" && anchor.start === sentence.start;
      if (!right || pageAt(reading, anchor.start) !== sentence.page)
        wrong.push(`${sentence.report}: ${sentence.exact}`);
    }
    expect(wrong).toEqual([]);
  });

  it("cites exactly what stands between the offsets", () => {
    fc.assert(
      fc.property(aSentence(), fc.nat(), fc.nat(), (sentence, a, b) => {
        const from = a % sentence.line.length;
        const to = from + (b % (sentence.line.length - from)) + 1;
        const anchor = anchorQuote(sentence.text, sentence.line.slice(from, to), span(sentence));
        if (!anchor.found) return;
        expect(anchor.start).toBeLessThan(anchor.end);
        expect(anchor.end).toBeLessThanOrEqual(sentence.text.raw.length);
        if (anchor.fidelity === "verbatim") {
          expect(sentence.text.raw.slice(anchor.start, anchor.end)).toBe(sentence.line.slice(from, to).trim());
        }
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it.each(FAITHFUL.map((change) => [change.name, change] as const))("anchors a faithful change: %s", (_, change) => {
    let tried = 0;
    let right = 0;
    const lost: string[] = [];
    fc.assert(
      fc.property(aSentence(), fc.integer(), (sentence, seed) => {
        const random = dice(seed);
        const changed = change.source?.(sentence.line, random);
        if (change.source !== undefined && changed === undefined) return;
        const quote = change.quote === undefined ? sentence.line : change.quote(sentence.line, random);
        if (quote === undefined) return;
        const place = changed === undefined ? sentence : replaced(sentence, changed);
        if (place === undefined) return;
        const anchor = anchorQuote(place.text, quote, span(place));
        tried++;
        const faithful = anchor.found && (change.fidelity as readonly string[]).includes(anchor.fidelity);
        if (faithful && iou(anchor, place) >= 0.95) right++;
        else lost.push(`${sentence.report}: ${quote}\n      ${JSON.stringify(anchor)}`);
      }),
      // few sentences name a percentage
      { numRuns: 1500, seed: 5 },
    );
    expect(right / Math.max(1, tried), lost.slice(0, 5).join("\n")).toBeGreaterThanOrEqual(
      change.name.includes("left out") ? 0.97 : 0.99,
    );
  });

  it.each(CRITICAL.map((change) => [change.name, change] as const))("accepts no critical change: %s", (_, change) => {
    fc.assert(
      fc.property(aSentence(), fc.integer(), (sentence, seed) => {
        const quote = change.quote(sentence.line, dice(seed));
        if (quote === undefined || quote === sentence.line) return;
        const anchor = anchorQuote(sentence.text, quote, span(sentence));
        if (!anchor.found || anchor.fidelity === "differs") return;
        // some other sentence of the report may say just that
        expect(anchor.end <= sentence.start || anchor.start >= sentence.end, `${quote} ${JSON.stringify(anchor)}`).toBe(
          true,
        );
      }),
      { numRuns: 400, seed: 6 },
    );
  });

  it("bears each of its own sentences out, alone and among others", () => {
    const { roll } = dice(7);
    const alarms: string[] = [];
    for (let i = 0; i < 600; i++) {
      const { exact } = sentences[roll(sentences.length)]!;
      const others = [sentences[roll(sentences.length)]!, sentences[roll(sentences.length)]!];
      for (const citations of [[{ exact }], [others[0]!, { exact }, others[1]!]]) {
        const outcome = checkStatement(exact, citations);
        if (outcome.reason !== undefined) alarms.push(`${outcome.reason} ${exact}`);
      }
    }
    expect(alarms).toEqual([]);
  });

  it.each([
    ["last digit changed", 0.99],
    ["year moved", 0.99],
    ["unit changed", 0.99],
    ["negation put in", 0.97],
    ["negation taken out", 0.9],
    ["direction turned", 0.97],
    ["modality changed", 0.97],
    ["quantifier changed", 0.97],
    ["another actor named", 0.9],
  ] as const)("does not bear a changed sentence out: %s", (name, least) => {
    const change = CRITICAL.find((candidate) => candidate.name === name)!;
    const { roll } = dice(8);
    let tried = 0;
    let refused = 0;
    for (let i = 0; i < 3_000 && tried < 150; i++) {
      // the number of a paragraph or list item is none of its figures
      const line = sentences[roll(sentences.length)]!.line.replace(/^\d+[.)]\s+/, "");
      const text = change.quote(line, dice(i));
      if (text === undefined || text === line) continue;
      tried++;
      if (checkStatement(text, [{ exact: line }]).reason !== undefined) refused++;
    }
    expect(tried).toBeGreaterThan(10);
    expect(refused / tried).toBeGreaterThanOrEqual(least);
  });

  /** The sentence set another way among its neighbours; undefined where they say the same words, too. */
  function replaced(sentence: Sentence, changed: string): Sentence | undefined {
    const before = sentence.text.raw.slice(Math.max(0, sentence.start - 1500), sentence.start);
    const after = sentence.text.raw.slice(sentence.end, sentence.end + 1500);
    if (`${before}\n${after}`.replace(/\s+/g, " ").includes(sentence.line)) return undefined;
    const text = prepareText(before + changed + after);
    return { ...sentence, text, start: before.length, end: before.length + changed.length, exact: changed };
  }
});
