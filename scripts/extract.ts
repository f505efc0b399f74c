import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { z } from "zod";
import { EngineError } from "../functions/engines/engine.ts";
import { reportIdOf } from "../functions/evidence/ids.ts";
import { type Code, languageOf, sentence } from "../functions/evidence/sentence.ts";
import { sourcesOf } from "../functions/evidence/sources.ts";
import { DEFAULT_THEMES, type ThemeDefinition, ThemesFile } from "../functions/evidence/theme.ts";
import { claimsFrom } from "../functions/extract/claims-from.ts";
import { readReport } from "../functions/ingest/read-report.ts";
import { type EngineName, enginesWith } from "../functions/runtime/engines.ts";
import { readModelSettings, terminalLanguage, wantsTraces } from "../functions/runtime/settings.ts";
import { claimTable } from "./claim-table.ts";

const USAGE =
  "npm run extract -- FILE.pdf [--json OUT|-] [--engine local|openai] [--themes FILE] [--password-file F] [--lang da|en]";

/** Exit codes other programs rely on. */
const EXIT = { whole: 0, usage: 2, unreadable: 3, engine: 4, inPart: 5 } as const;

/** `npm run extract`: a report's claims, without server or store. */
const wanted = process.argv.indexOf("--lang");
const language = languageOf(terminalLanguage(wanted === -1 ? undefined : process.argv[wanted + 1]));
const { values, positionals } = readCommand();
const [file] = positionals;
if (file === undefined || positionals.length !== 1) stop("usage", EXIT.usage, { detail: USAGE });
const engineName = z.enum(["local", "openai"]).safeParse(values.engine);
if (!engineName.success) stop("usage", EXIT.usage, { detail: `--engine ${values.engine}` });

try {
  await run(file, engineName.data);
} catch (error) {
  if (wantsTraces()) console.error(error);
  if (error instanceof EngineError) stop(error.code, EXIT.engine);
  stop("internal", 1);
}

async function run(path: string, name: EngineName): Promise<never> {
  const bytes = await readOr(path);
  const themes = values.themes === undefined ? DEFAULT_THEMES : await readThemes(values.themes);
  const password = values["password-file"] === undefined ? undefined : await readPassword(values["password-file"]);
  // asked for first: without a key there is no use in reading
  const engine = await enginesWith(readModelSettings())(name);

  const bar = progressBar();
  const readFrom = performance.now();
  const outcome = await readReport(bytes, {
    fileName: basename(path),
    ...(password === undefined ? {} : { password }),
    onProgress: (done, total) => bar.show(language === "da" ? "læser sider" : "reading pages", done, total),
  });
  const readMs = Math.round(performance.now() - readFrom);
  if (!outcome.ok) {
    bar.end();
    stop(outcome.code, EXIT.unreadable);
  }
  const { reading } = outcome;
  const extractFrom = performance.now();
  const reportId = reportIdOf("extract", createHash("sha256").update(bytes).digest("hex"));
  const extraction = await claimsFrom(engine, reading, {
    reportId,
    themes,
    concurrency: name === "openai" ? 4 : 1,
    onProgress: (done, total) => bar.show(language === "da" ? "finder udsagn" : "finding claims", done, total),
  });
  const extractMs = Math.round(performance.now() - extractFrom);
  bar.end();

  const { title, pageCount, publisher, year, kind } = reading;
  const { model } = engine.origin;
  const result = {
    report: { title, pageCount, language: reading.language, sha256: reading.sha256, publisher, year, kind },
    text: reading.text,
    pages: reading.pages.map(({ page, start, end }) => ({ page, start, end })),
    passages: reading.passages,
    claims: extraction.claims,
    sources: sourcesOf(reading, extraction.claims),
    heldBack: extraction.heldBack,
    coverage: extraction.coverage,
    engine: { name, model, promptVersions: engine.promptVersions },
    usage: extraction.usage,
    timings: { readMs, extractMs },
  };
  if (values.json === "-") await write(`${JSON.stringify(result)}\n`);
  else {
    if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result)}\n`);
    await write(claimTable({ ...result, themes, language, width: process.stdout.columns }));
  }
  if (extraction.failure !== undefined) stop(extraction.failure.code, EXIT.engine);
  if (!extraction.whole) stop("unread-pages", EXIT.inPart);
  process.exit(EXIT.whole);
}

function readCommand() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "string" },
        engine: { type: "string", default: "local" },
        themes: { type: "string" },
        "password-file": { type: "string" },
        lang: { type: "string" },
      },
    });
  } catch {
    return stop("usage", EXIT.usage, { detail: USAGE });
  }
}

async function readOr(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch {
    return stop("file-missing", EXIT.usage, { file: path });
  }
}

async function readThemes(path: string): Promise<readonly ThemeDefinition[]> {
  const text = new TextDecoder().decode(await readOr(path));
  try {
    return ThemesFile.parse(JSON.parse(text)).themes;
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error).split("\n").slice(0, 3).join(" ") : "JSON";
    return stop("themes-malformed", EXIT.usage, { file: path, detail });
  }
}

/** The last line break is the editor's, not the password's. */
async function readPassword(path: string): Promise<string> {
  return new TextDecoder().decode(await readOr(path)).replace(/\r?\n$/, "");
}

/** All of it, before the process ends: a pipe takes a large answer in pieces. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

/** On a terminal only, on stderr, so that stdout holds nothing but the answer. */
function progressBar() {
  if (!process.stderr.isTTY) return { show: () => {}, end: () => {} };
  const bar = new SingleBar({ format: "{bar} {value}/{total} {what}", stream: process.stderr, clearOnComplete: true });
  let started = false;
  return {
    show(what: string, done: number, total: number) {
      if (!started) bar.start(total, done, { what });
      started = true;
      bar.setTotal(total);
      bar.update(done, { what });
    },
    end: () => bar.stop(),
  };
}

function stop(code: Code, exit: number, details: Record<string, string | number> = {}): never {
  console.error(`belaeg: ${code}: ${sentence(code, language, details)}`);
  process.exit(exit);
}
