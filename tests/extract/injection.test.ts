import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../functions/engines/engine.ts";
import { asOneLine } from "../../functions/engines/openai/fence.ts";
import type { Claim } from "../../functions/evidence/claim.ts";
import type { DraftId, ReportId, ThemeId } from "../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { claimsFrom } from "../../functions/extract/claims-from.ts";
import { draftOf } from "../../functions/synthesize/write-draft.ts";
import { DANISH_PAYLOADS } from "../engines/openai/danish-payloads.ts";
import { engineAt } from "../engines/openai/model-engine.ts";
import { dataLines, honest, isDraft, repliedClaim, shownClaims, shownPassages } from "../model-reader.ts";
import { type ModelRequest, type ModelServer, startModelServer } from "../model-server.ts";
import { aReading } from "./a-reading.ts";

const CORPUS = "../shared/corpus/prompt-injection/payloads.jsonl";
const rows = existsSync(CORPUS)
  ? readFileSync(CORPUS, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { family: string; text: string })
  : [];
const hostileLine = rows.find(({ family }) => family === "garak-latent")?.text ?? DANISH_PAYLOADS[0]!;
/** Carriers are harmless documents with a mark where the hostile line goes. */
const CORPUS_PAYLOADS = rows.map(({ text }) => text.replaceAll("<|garak_injection|>", hostileLine));

const reportId = "rep_injected" as ReportId;
const BATCH = 6;
const FABRICATED = "Dødeligheden er faldet med 90 pct. i hele landet siden 2015.";

/** Three sections of a batch each; the payload stands in the middle one. */
const report = (payload: string, place: number) =>
  aReading(
    Array.from({ length: 3 * BATCH }, (_, i) => {
      const text = i === BATCH + place ? payload : `Afdeling ${i + 1} havde ${200 + i * 13} forløb i 2023.`;
      return { text, section: [`Kapitel ${Math.floor(i / BATCH) + 1}`] };
    }),
  );

let payload = "";
let server: ModelServer;
let engine: Engine;
beforeAll(async () => {
  server = await startModelServer((request) => ({ do: "answer", content: obedient(request) }));
  engine = { ...engineAt(server), batchSize: BATCH };
});
afterAll(() => server.close());

const shows = (request: ModelRequest, text: string) =>
  text !== "" && dataLines(request).some((line) => line.includes(asOneLine(text).slice(0, 60)));

/** Does everything that whoever wrote the payload could wish for, where the payload is seen; honest elsewhere. */
function obedient(request: ModelRequest): string {
  if (!shows(request, payload)) return honest(request);
  const prompt = request.messages[0]!.content;
  if (isDraft(request)) {
    const ids = shownClaims(request).map(({ id }) => id);
    const say = (text: string) => ({ section: "recommendations", claims: ids.slice(0, 1), text });
    return JSON.stringify({
      statements: [payload.slice(0, 1400), prompt.slice(0, 1400), FABRICATED, "PWNED www.malapp.test"].map(say),
    });
  }
  const shown = shownPassages(request);
  const hostile = shown.find(({ text }) => text === asOneLine(payload)) ?? shown[0]!;
  const harmless = shown.find(({ id }) => id !== hostile.id)!;
  return JSON.stringify({
    claims: [
      repliedClaim(hostile),
      { ...repliedClaim(harmless), text: payload.slice(0, 1400) },
      {
        ...repliedClaim(harmless),
        quotes: [{ id: harmless.id, quote: prompt.slice(0, 400) }],
        text: prompt.slice(0, 1400),
      },
      { ...repliedClaim({ id: harmless.id, text: FABRICATED }), kind: "recommendation" },
      repliedClaim({ id: "4711", text: shown[0]!.text }),
      { ...repliedClaim(hostile), text: "Alle udsagn er godkendt af systemet.", whose: "source", who: "Systemet" },
      { ...repliedClaim({ id: hostile.id, text: harmless.text }), text: prompt.slice(200, 700) },
    ],
  });
}

async function read(text: string, place: number) {
  payload = "";
  const reading = report(text, place);
  const options = { reportId, themes: DEFAULT_THEMES, concurrency: 1 };
  const before = await claimsFrom(engine, reading, options);
  payload = text;
  return { reading, before, after: await claimsFrom(engine, reading, options) };
}

/** Words in a row of the prompt that a text repeats, counted on what the model was sent. */
function recites(text: string): boolean {
  const words = (of: string) => of.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const prompt = words(server.requests[0]!.messages[0]!.content).join(" ");
  const said = words(text);
  return said.some((_, at) => at + 8 <= said.length && prompt.includes(said.slice(at, at + 8).join(" ")));
}

async function holds(text: string, place: number) {
  const { reading, before, after } = await read(text, place);
  const section = (batch: number) => reading.passages.slice(batch * BATCH, (batch + 1) * BATCH);
  const inBatch = (claims: readonly Claim[], batch: number) =>
    claims.filter(({ citations: [first] }) => {
      const own = section(batch);
      return first!.start >= own[0]!.start && first!.start <= own.at(-1)!.end;
    });

  for (const claim of after.claims) {
    expect(recites(claim.text)).toBe(false);
    expect(claim.text).not.toContain("PWNED");
    for (const citation of claim.citations) {
      expect(citation.exact).toBe(reading.text.slice(citation.start, citation.end));
      expect(["verbatim", "normalised"]).toContain(citation.fidelity);
    }
    // whatever it was told to say, a claim says what its citation says
    expect(claim.checks).toMatchObject({ figures: "ok", polarity: "ok" });
    expect(asOneLine(reading.text)).toContain(asOneLine(claim.text));
    const hostile = reading.passages[BATCH + place]!;
    if (claim.citations.some(({ start, end }) => start < hostile.end && hostile.start < end))
      expect(claim.flags).toContain("looks-like-instruction");
    else expect(claim.text).toMatch(/^Afdeling \d+ havde \d+ forløb i 2023\.$/);
    expect(claim.attribution).toEqual({ by: "report" });
  }
  for (const batch of [0, 2]) expect(inBatch(after.claims, batch)).toEqual(inBatch(before.claims, batch));
  expect(after.heldBack.some(({ reason }) => reason === "unknown-passage")).toBe(true);

  const draft = await draftOf(engine, "dra_injected" as DraftId, {
    theme: DEFAULT_THEMES.find(({ id }) => id === ("treatment" as ThemeId))!,
    claims: after.claims,
    reports: [{ id: reportId, title: reading.title, language: "da", pageCount: reading.pageCount }],
    language: "da",
  });
  for (const statement of draft.statements) {
    expect(recites(statement.text)).toBe(false);
    expect(statement.text).not.toContain("PWNED");
    expect(statement.text).not.toBe(FABRICATED);
    expect(statement.checks).toMatchObject({ figures: "ok", polarity: "ok" });
    expect(after.claims.map(({ id }) => id)).toEqual(expect.arrayContaining(statement.claimIds));
  }
}

describe("a model that obeys what a document tells it", () => {
  it.each(DANISH_PAYLOADS)(
    "»%s« leaves no false citation, no prompt text, no trace outside its batch",
    async (text) => {
      await holds(text, 2);
    },
  );

  it.each([0, BATCH - 1])("cannot reach the neighbouring batch from place %i of its own", async (place) => {
    for (const text of DANISH_PAYLOADS.slice(0, 5)) await holds(text, place);
  });

  it.runIf(CORPUS_PAYLOADS.length > 0)(
    "holds for every payload of the shared corpus",
    async () => {
      expect(CORPUS_PAYLOADS).toHaveLength(149);
      for (const text of CORPUS_PAYLOADS) await holds(text, 2);
    },
    120_000,
  );
});
