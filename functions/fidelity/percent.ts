import { isLetter, isSpace } from "./characters.ts";

const PERCENT = new Set(["%", "procent", "procenten", "pct", "percent", "percents"]);
const POINTS = new Set([
  "procentpoint",
  "procentpoints",
  "procentpointene",
  "pctpoint",
  "pctpoints",
  "percentagepoint",
  "percentagepoints",
  "procentenhet",
  "procentenheter",
]);
const POINT = new Set(["point", "points", "pointene"]);

const PERCENT_KEY = "%";
const PERCENTAGE_POINT_KEY = "%point";

/**
 * Percent and percentage point are two units, however they are spelled: `%`, `pct.`, `procent`, `per cent`;
 * `procentpoint`, `%-point`, `pct. point`, `percentage points`.
 * @param key the word or sign that ends at `at`
 */
export function percentAt(text: string, at: number, key: string): { end: number; key: string } | undefined {
  if (POINTS.has(key)) return { end: at, key: PERCENTAGE_POINT_KEY };
  if (key === "per") {
    const next = wordAfter(text, at);
    return next !== undefined && next.word === "cent" ? pointsAfter(text, next.end) : undefined;
  }
  if (key === "percentage") {
    const next = wordAfter(text, at);
    return next !== undefined && POINT.has(next.word) ? { end: next.end, key: PERCENTAGE_POINT_KEY } : undefined;
  }
  return PERCENT.has(key) ? pointsAfter(text, at) : undefined;
}

function pointsAfter(text: string, at: number): { end: number; key: string } {
  const next = wordAfter(text, at);
  if (next !== undefined && POINT.has(next.word)) return { end: next.end, key: PERCENTAGE_POINT_KEY };
  return { end: at, key: PERCENT_KEY };
}

/** The next word, past at most a stop, a hyphen and two spaces. */
function wordAfter(text: string, from: number): { word: string; end: number } | undefined {
  let at = from;
  if (text[at] === ".") at++;
  if (text[at] === "-") at++;
  let spaces = 0;
  while (at < text.length && isSpace(text.charCodeAt(at)) && spaces < 2) {
    at++;
    spaces++;
  }
  let end = at;
  while (end < text.length && end - at < 12 && isLetter(text.charCodeAt(end))) end++;
  return end === at ? undefined : { word: text.slice(at, end).toLowerCase(), end };
}
