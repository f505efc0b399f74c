import type { Flag } from "../evidence/claim.ts";
import type { HeldBackReason } from "../evidence/held-back.ts";
import { droppedContext } from "./dropped-context.ts";
import { changeInCopy } from "./edited-copy.ts";
import { figuresAndPartsIn, figuresIn, type PlacedFigure, YEAR } from "./figures.ts";
import { type Derivation, isLicensed, licencesOf, withoutAttributions } from "./licensed-figures.ts";
import { bestSource, polarityAgainst, type SourceSentence, sourceSentences } from "./polarity.ts";
import { decimalMarkOf } from "./prepare-text.ts";
import { sentencesOf } from "./sentences.ts";
import { type Attributed, statementBody } from "./statement-body.ts";
import { lexicalSupport } from "./support.ts";
import type { StatementCheck } from "./verdict.ts";

export interface StatementOptions {
  /** Sums and differences the text declares; each is computed again. */
  derivedFrom?: readonly Derivation[];
  /** Sources the text may name, with their years: their labels and years are no figures of the statement. */
  attributions?: readonly Attributed[];
}

/**
 * Under this share of shared 4-grams a text has hardly a word in common with what it cites. Measured on the corpus. Where
 * a text is in another language than its source, words say nothing.
 */
const UNSUPPORTED = 0.25;

/** Whether a claim's or statement's own text is borne out by its citations: figures, polarity, modality, context, words. */
export function checkStatement(
  text: string,
  citations: readonly { exact: string; reportId?: string }[],
  options: StatementOptions = {},
): StatementCheck {
  const sources = citations.map(({ exact }) => exact);
  const reports = new Set(citations.map(({ reportId }) => reportId ?? ""));
  const body = statementBody(text, options.attributions ?? [], reports.size);
  const figures = figuresIn(text, decimalMarkOf(body.text));
  const asked = withoutAttributions(figures, body.ranges);
  const given = sources.flatMap((source) => figuresAndPartsIn(source));
  const licences = licencesOf(given);
  const missing = asked.filter((figure) => !isLicensed(figure, licences, text, options.derivedFrom ?? []));
  const support = lexicalSupport(body.text, sources);
  const parts = sentencesOf(body.text.replace(/\s+/g, " ").trim()).slice(0, MOST_SENTENCES);
  const cited = sourceSentences(sources);
  const against = parts.flatMap((part) => {
    const best = bestSource(part, cited);
    return best === undefined ? [] : [{ part, best }];
  });
  const polarity = firstOf(against, ({ part, best }) => turnedFrom(part, best, sources));
  // the year of a source that is named is no period of the finding, there as little as here
  const bodyOf = (source: string) => statementBody(source, options.attributions ?? [], reports.size).text;
  const dropped = against.some(({ part, best }) => droppedContext(part, bodyOf(best.text)));
  const flags: Flag[] = dropped ? ["context-dropped"] : [];
  const translated = decimalMarkOf(body.text) !== decimalMarkOf(sources.join(" ").slice(0, 2_000));
  const reason = reasonOf(missing, polarity, translated ? 1 : support);
  return {
    checks: {
      figures: missing.length > 0 ? "missing" : "ok",
      polarity: polarity === undefined ? "ok" : "differs",
      support,
    },
    figures: asked.map(bare),
    missingFigures: missing.map(bare),
    ...(reason === undefined ? {} : { reason }),
    flags,
  };
}

/** A statement has one sentence or a few. */
const MOST_SENTENCES = 12;
/** Fewer letters than this are a scrap that an abbreviation cut off. */
const SCRAP = 12;

/** Whether one sentence of a text turns round what it rests on, in words of its own or in the source's. */
function turnedFrom(part: string, best: SourceSentence, sources: readonly string[]): HeldBackReason | undefined {
  if (part.length < SCRAP) return undefined;
  return polarityAgainst(part, sources, best.text) ?? changeInCopy(part, sources[best.source]!);
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function reasonOf(
  missing: readonly PlacedFigure[],
  polarity: HeldBackReason | undefined,
  support: number,
): HeldBackReason | undefined {
  if (missing.length > 0) return "figure-not-in-source";
  return polarity ?? (support < UNSUPPORTED ? "unsupported" : undefined);
}

const bare = ({ raw, value, unit }: PlacedFigure) => ({
  raw,
  value,
  ...(unit === undefined || unit === YEAR ? {} : { unit }),
});
