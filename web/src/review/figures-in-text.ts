/** A stretch of text; `figure` when it is a number (with its unit) that also stands in the other text. */
export interface FigureRun {
  text: string;
  figure: boolean;
}

interface Found {
  start: number;
  end: number;
  /** The digits as one value, whatever the separators: `1.234,5` and `1 234,5` are the same. */
  value: string;
  unit: string;
}

const DIGIT = /[0-9]/;
// a unit belongs to its number: "41 pct." is underlined as one
const UNIT = /^[\s\u00a0\u202f]?(?:pct\.|pct|procentpoint|procent|percent|mia\.(?: kr\.)?|mio\.(?: kr\.)?|kr\.|%)/i;
const GROUPED = /^[.\u00a0\u202f ][0-9]{3}(?![0-9])/;

/** The numbers of a text, in order. Linear in its length. */
export function figuresOf(text: string): Found[] {
  const found: Found[] = [];
  let at = 0;
  while (at < text.length) {
    if (!DIGIT.test(text[at] ?? "")) {
      at++;
      continue;
    }
    const start = at;
    let value = "";
    const takeDigits = () => {
      while (at < text.length && DIGIT.test(text[at] ?? "")) value += text[at++];
    };
    takeDigits();
    while (value.length > 0 && at - start <= 20 && GROUPED.test(text.slice(at, at + 5)) && value.length <= 15) {
      if (value.length > 3 && !text.slice(start, at).match(/[.\u00a0\u202f ]/)) break;
      at++;
      takeDigits();
    }
    if (/^[,.][0-9]/.test(text.slice(at, at + 2))) {
      at++;
      value += ",";
      takeDigits();
    }
    const unit = UNIT.exec(text.slice(at, at + 16))?.[0] ?? "";
    at += unit.length;
    found.push({ start, end: at, value, unit: percentOf(unit) });
  }
  return found;
}

const percentOf = (unit: string) => {
  const bare = unit.trim().toLowerCase();
  return /^(?:pct\.?|procent|percent|%)$/.test(bare) ? "%" : bare.replaceAll(".", "");
};

/** Cuts a text at the numbers it shares with another: the reader sees which stand in both. */
export function tieFigures(text: string, other: string): FigureRun[] {
  const there = new Set(figuresOf(other).map((figure) => `${figure.value} ${figure.unit}`));
  const runs: FigureRun[] = [];
  let at = 0;
  for (const figure of figuresOf(text)) {
    if (!there.has(`${figure.value} ${figure.unit}`)) continue;
    if (figure.start > at) runs.push({ text: text.slice(at, figure.start), figure: false });
    runs.push({ text: text.slice(figure.start, figure.end), figure: true });
    at = figure.end;
  }
  if (at < text.length) runs.push({ text: text.slice(at), figure: false });
  return runs;
}

/** Numbers of a text that stand nowhere in the other, as written. What a reworded claim is warned about while one types. */
export function figuresMissing(text: string, other: string): string[] {
  const there = new Set(figuresOf(other).map((figure) => `${figure.value} ${figure.unit}`));
  return figuresOf(text)
    .filter((figure) => !there.has(`${figure.value} ${figure.unit}`))
    .map((figure) => text.slice(figure.start, figure.end));
}
