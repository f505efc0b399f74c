import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fileCache } from "../../functions/engines/openai/file-cache.ts";
import type { OpenAiEngineOptions } from "../../functions/engines/openai/openai-engine.ts";
import type { ReportId } from "../../functions/evidence/ids.ts";
import type { Reading } from "../../functions/evidence/reading.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { claimsFrom, type Extraction } from "../../functions/extract/claims-from.ts";
import { engineAt } from "../engines/openai/model-engine.ts";
import { everyPassage, repliedClaim, type ShownPassage, shownPassages } from "../model-reader.ts";
import { type Conduct, type ModelRequest, type ModelServer, startModelServer } from "../model-server.ts";
import { type Seeded, seeded, seedsUpTo } from "../seeded.ts";
import { aReading } from "./a-reading.ts";

const reportId = "rep_faults" as ReportId;

const report = (passages: number) =>
  aReading(
    Array.from({ length: passages }, (_, i) => ({
      text: `Afdeling ${i + 1} behandlede ${300 + i * 17} patienter i 2023, og ventetiden er ikke faldet i ${i + 2} kommuner.`,
      page: Math.floor(i / 6) + 1,
      section: [`Kapitel ${Math.floor(i / 7) + 1}`],
    })),
  );

/** Ways to change what a source says. None may become a citation. */
const UNFAITHFUL: ((text: string) => string)[] = [
  (text) => text.replace(/behandlede (\d)(\d)/, (_, a: string, b: string) => `behandlede ${b}${a === b ? "9" : a}`),
  (text) => text.replace(" ikke", ""),
  (text) => text.replace("2023", "2022"),
  (text) => text.replace("faldet", "steget"),
  (text) => text.replace("patienter", "pct. af patienterne"),
  () => "Regionerne har lukket samtlige ambulatorier og fyret personalet.",
];

/** Ways to copy a source that leave it what it is. */
const FAITHFUL: ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll(" ", "  "),
  (text) => text.slice(0, text.indexOf(",")),
  (text) => `»${text}«`,
];

const FAULTS: ((request: ModelRequest) => Conduct)[] = [
  () => ({ do: "fail", status: 429 }),
  () => ({ do: "fail", status: 503, headers: { "retry-after": "0" } }),
  () => ({ do: "hang-up" }),
  () => ({ do: "hang-up", after: '{"choices":[{' }),
  () => ({ do: "babble", body: "<html></html>" }),
  () => ({ do: "answer", content: '{"claims":[{' }),
  () => ({ do: "answer", content: '{"claims":[{"text":"x"}]}' }),
  (request) => ({ do: "cut-off", content: everyPassage(request).slice(0, 200) }),
  () => ({ do: "refuse", words: "Det vil jeg ikke." }),
  () => ({ do: "filter" }),
];

interface Said {
  /** By the passage's text, as asked about last. */
  unfaithful: Map<string, string>;
  faithful: Set<string>;
}

/** A model that skips, repeats, miscopies and shuffles, and remembers which passages it was true to. */
function careless(random: Seeded, said: Said): (request: ModelRequest) => string {
  return (request) => {
    const claims = shownPassages(request).flatMap((passage: ShownPassage) => {
      said.faithful.delete(passage.text);
      said.unfaithful.delete(passage.text);
      const dice = random.next();
      if (dice < 0.1) return [];
      if (dice < 0.3) {
        const quote = random.pick(UNFAITHFUL)(passage.text);
        said.unfaithful.set(passage.text, quote);
        return [repliedClaim({ id: passage.id, text: quote })];
      }
      said.faithful.add(passage.text);
      const claim = repliedClaim({ id: passage.id, text: random.pick(FAITHFUL)(passage.text) });
      return random.chance(0.2) ? [claim, claim] : [claim];
    });
    if (random.chance(0.3)) claims.push(repliedClaim({ id: "88888", text: "Alt er nået." }));
    return JSON.stringify({ claims: random.shuffled(claims) });
  };
}

async function run(
  reading: Reading,
  conduct: (request: ModelRequest) => Conduct,
  options: Partial<OpenAiEngineOptions> = {},
): Promise<Extraction & { server: ModelServer }> {
  const server = await startModelServer(conduct);
  try {
    const engine = { ...engineAt(server, options), batchSize: 9 };
    const extraction = await claimsFrom(engine, reading, { reportId, themes: DEFAULT_THEMES, concurrency: 1 });
    return { ...extraction, server };
  } finally {
    await server.close();
  }
}

describe("a careless model on a bad line", () => {
  it.each(seedsUpTo(20))("seed %i: nothing false, nothing lost, nothing twice, every token counted", async (seed) => {
    const random = seeded(seed);
    const reading = report(12 + random.below(25));
    const said: Said = { unfaithful: new Map(), faithful: new Set() };
    const answer = careless(random, said);
    const faulty = random.next() * 0.5;
    const { claims, heldBack, unanswered, usage, whole, failure, server } = await run(reading, (request) =>
      random.chance(faulty) ? random.pick(FAULTS)(request) : { do: "answer", content: answer(request) },
    );

    expect(usage.requests).toBe(server.requests.length);
    expect(usage.inputTokens).toBe(server.billed.prompt_tokens);
    expect(usage.outputTokens).toBe(server.billed.completion_tokens);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    const lost = new Set<string>(unanswered.flatMap(({ passageIds }) => passageIds));
    expect(whole).toBe(failure === undefined && lost.size === 0);

    for (const { text, citations, checks } of claims) {
      expect(checks).toMatchObject({ figures: "ok", polarity: "ok" });
      expect(said.unfaithful.has(text)).toBe(false);
      for (const { exact, start, end, fidelity } of citations) {
        expect(exact).toBe(reading.text.slice(start, end));
        expect(["verbatim", "normalised"]).toContain(fidelity);
      }
    }
    if (failure !== undefined) return;
    for (const passage of reading.passages) {
      const cited = claims.filter(
        ({ citations: [first] }) => first!.start >= passage.start && first!.end <= passage.end,
      );
      const unfaithful = said.unfaithful.get(passage.text);
      const expected = !lost.has(passage.id) && said.faithful.has(passage.text) ? 1 : 0;
      expect([passage.text, cited.length]).toEqual([passage.text, expected]);
      if (unfaithful !== undefined && !lost.has(passage.id))
        expect(heldBack.map(({ quote }) => quote)).toContain(unfaithful);
    }
  });
});

describe("the same report again", () => {
  const honestly = (request: ModelRequest): Conduct => ({ do: "answer", content: everyPassage(request) });
  const findings = ({ claims, heldBack, coverage }: Extraction) => JSON.stringify({ claims, heldBack, coverage });

  it("gives identical ids, citations and bytes when the answers come in another order", async () => {
    const reading = report(30);
    const random = seeded(7);
    const plain = await run(reading, honestly);
    const shuffled = await run(reading, (request) => {
      const { claims } = JSON.parse(everyPassage(request)) as { claims: object[] };
      return { do: "answer", content: JSON.stringify({ claims: random.shuffled(claims) }) };
    });
    expect(findings(shuffled)).toBe(findings(plain));
  });

  it.each(seedsUpTo(5))("seed %i: from the cache it costs nothing and is the same to the byte", async (seed) => {
    const folder = await mkdtemp(join(tmpdir(), "replies-"));
    try {
      const reading = report(30);
      const random = seeded(seed);
      const answer = careless(random, { unfaithful: new Map(), faithful: new Set() });
      const first = await run(
        reading,
        (request) => (random.chance(0.2) ? random.pick(FAULTS)(request) : { do: "answer", content: answer(request) }),
        { cache: fileCache(folder) },
      );
      // what was left unanswered is asked for again; the rest is known
      const asked = await run(reading, honestly, { cache: fileCache(folder) });
      expect(asked.server.requests.length > 0).toBe(!first.whole);
      const again = await run(reading, () => ({ do: "hang-up" }), { cache: fileCache(folder) });
      expect(again.usage.requests).toBe(0);
      expect(findings(again)).toBe(findings(asked));
      if (first.whole) expect(findings(asked)).toBe(findings(first));
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("is taken up where a dead server broke it off, and nothing read is paid for again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "replies-"));
    try {
      const reading = report(40);
      let answered = 0;
      const broken = await run(reading, (request) => (++answered > 2 ? { do: "hang-up" } : honestly(request)), {
        cache: fileCache(folder),
      });
      expect(broken.failure?.code).toBe("engine-failed");
      expect(broken.whole).toBe(false);
      expect(broken.claims.length).toBeGreaterThan(0);
      const resumed = await run(reading, honestly, { cache: fileCache(folder) });
      expect(resumed.whole).toBe(true);
      expect(resumed.claims).toHaveLength(40);
      const asked = resumed.server.requests.flatMap(shownPassages).map(({ text }) => text);
      expect(new Set(asked).size).toBe(asked.length);
      expect(asked.length).toBeLessThan(40);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
