import type { Claim } from "../functions/evidence/claim.ts";
import type { HeldBack } from "../functions/evidence/held-back.ts";
import { KIND_WORDS } from "../functions/evidence/kind-words.ts";
import type { Coverage } from "../functions/evidence/report.ts";
import type { Language } from "../functions/evidence/sentence.ts";
import type { ThemeDefinition } from "../functions/evidence/theme.ts";

const WORDS = {
  da: {
    page: "Side",
    kind: "Type",
    theme: "Tema",
    claim: "Udsagn",
    pages: "sider",
    claims: "udsagn",
    heldBack: "holdt tilbage",
    gaps: "Sider, der ikke kunne læses",
    read: "læst på",
    found: "udsagn fundet på",
  },
  en: {
    page: "Page",
    kind: "Kind",
    theme: "Theme",
    claim: "Claim",
    pages: "pages",
    claims: "claims",
    heldBack: "held back",
    gaps: "Pages that could not be read",
    read: "read in",
    found: "claims found in",
  },
} as const;

export interface TableInput {
  report: { title: string; pageCount: number; publisher?: string | undefined; year?: number | undefined };
  claims: readonly Claim[];
  heldBack: readonly HeldBack[];
  coverage: readonly Coverage[];
  timings: { readMs: number; extractMs: number };
  themes: readonly ThemeDefinition[];
  language: Language;
  /** Columns of the terminal; undefined where there is none, and each claim is one line. */
  width: number | undefined;
}

/** A report's claims as a person reads them on a terminal. Text of a report is printed without its control characters. */
export function claimTable(input: TableInput): string {
  const { report, claims, heldBack, coverage, timings, themes, language, width } = input;
  const words = WORDS[language];
  const names = new Map(themes.map(({ id, name }) => [id, name[language]]));
  const rows = claims.map((claim) => ({
    page: String(claim.citations[0]!.page),
    kind: KIND_WORDS[claim.kind][language],
    theme: names.get(claim.themes[0]!) ?? claim.themes[0]!,
    text: `${plain(claim.text)}${sourceOf(claim)}`,
  }));
  const wide = (key: "page" | "kind" | "theme", head: string, most: number) =>
    Math.min(most, Math.max(head.length, ...rows.map((row) => row[key].length)));
  const columns = {
    page: wide("page", words.page, 5),
    kind: wide("kind", words.kind, 14),
    theme: wide("theme", words.theme, width === undefined || width >= 110 ? 24 : 14),
  };
  const left = columns.page + columns.kind + columns.theme + 6;
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(30, width - left);
  const line = (page: string, kind: string, theme: string, text: string) =>
    `${page.padStart(columns.page)}  ${cut(kind, columns.kind).padEnd(columns.kind)}  ${cut(theme, columns.theme).padEnd(columns.theme)}  ${wrapped(text, room, left)}`;

  const seconds = (milliseconds: number) =>
    `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(milliseconds / 1000)} s`;
  const about = [report.publisher, report.year, `${report.pageCount} ${words.pages}`].filter(
    (part) => part !== undefined,
  );
  const gaps = coverage.filter(({ state }) => state === "no-text" || state === "failed").map(({ page }) => page);
  return [
    plain(report.title),
    about.join(" · "),
    "",
    line(words.page, words.kind, words.theme, words.claim),
    ...rows.map((row) => line(row.page, row.kind, row.theme, row.text)),
    "",
    `${claims.length} ${words.claims} · ${heldBack.length} ${words.heldBack} · ${words.read} ${seconds(timings.readMs)}, ${words.found} ${seconds(timings.extractMs)}`,
    ...(gaps.length > 0 ? [`${words.gaps}: ${gaps.join(", ")}`] : []),
    "",
  ].join("\n");
}

function sourceOf({ attribution }: Claim): string {
  if (attribution.by === "speaker") return ` [${plain(attribution.speaker?.name ?? "")}]`;
  if (attribution.by === "source")
    return ` [${(attribution.sources ?? []).map(({ label }) => plain(label)).join("; ")}]`;
  return "";
}

/** One line, and nothing in it that a terminal would obey. */
const plain = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();

/** Whole words on lines of at most `room`, the second and later ones `indent` further in. */
function wrapped(text: string, room: number, indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}

const cut = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, Math.max(1, length - 1))}…`;
