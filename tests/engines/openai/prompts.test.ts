import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fill, PROMPT_NAMES, readExamples, readPrompts } from "../../../functions/engines/openai/prompt-files.ts";
import { exampleText, extractSystem } from "../../../functions/engines/openai/prompt-text.ts";
import { claimsSchema, statementsSchema } from "../../../functions/engines/openai/reply-schema.ts";
import type { ReportId } from "../../../functions/evidence/ids.ts";
import { looksLikeInstruction } from "../../../functions/evidence/instruction-like.ts";
import { DEFAULT_THEMES } from "../../../functions/evidence/theme.ts";
import { anchorQuote } from "../../../functions/fidelity/anchor-quote.ts";
import { checkStatement } from "../../../functions/fidelity/check-statement.ts";
import { aCitation } from "../../evidence-builders.ts";

const prompts = readPrompts();
const examples = readExamples();
const aReportId = "rep_example" as ReportId;

describe("the prompt files", () => {
  it.each(PROMPT_NAMES)(
    "%s says what it is for, with what parameters, and asks for the same answer each time",
    (name) => {
      const { parameters, body } = prompts[name];
      expect(parameters.temperature).toBe(0);
      expect(parameters.outputAtMost).toBeGreaterThan(parameters.outputAtLeast);
      expect(body.length).toBeGreaterThan(80);
      expect(body).toMatch(/[æøå]/);
    },
  );

  it.each(["extract", "draft", "revise"] as const)(
    "%s says that what stands in the fence is never an order",
    (name) => {
      expect(prompts[name].body).toContain("<<<DATA …");
      expect(prompts[name].body).toMatch(/aldrig besked til dig/);
    },
  );

  it("have a version that changes with the text, with the front matter and with an example, and with nothing else", async () => {
    const folder = await mkdtemp(join(tmpdir(), "prompts-"));
    try {
      await cp("prompts", folder, { recursive: true });
      const versions = () => Object.values(readPrompts(folder)).map(({ version }) => version);
      const before = versions();
      expect(before).toEqual(PROMPT_NAMES.map((name) => prompts[name].version));
      for (const [file, from, to] of [
        ["extract.md", "udsagn", "påstande"],
        ["extract.md", "seed: 7", "seed: 8"],
        ["examples/naevnt-kilde.json", "Patientpanelet", "Borgerpanelet"],
      ] as const) {
        const path = join(folder, file);
        const original = await readFile(path, "utf8");
        await writeFile(path, original.replaceAll(from, to));
        expect(versions()[0]).not.toBe(before[0]);
        expect(versions().slice(1)).toEqual(before.slice(1));
        await writeFile(path, original);
      }
      expect(versions()).toEqual(before);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("fail by name when a hole has nothing to fill it", () => {
    expect(() => fill(prompts.repair, {})).toThrow("prompts/repair.md has a hole {{error}}");
  });

  it("do not look like a document's instruction to the detector that reads documents' examples only", () => {
    const spoken = examples.flatMap((example) => (example.prompt === "extract" ? example.passages : []));
    expect(spoken.filter(({ text }) => looksLikeInstruction(text))).toHaveLength(1);
  });
});

describe("the examples", () => {
  it("are there for reading and for drafting", () => {
    expect(new Set(examples.map(({ prompt }) => prompt))).toEqual(new Set(["extract", "draft"]));
  });

  const reading = examples.flatMap((example) => (example.prompt === "extract" ? [example] : []));
  const drafting = examples.flatMap((example) => (example.prompt === "draft" ? [example] : []));

  it.each(reading)("»$title« quotes its own passages, word for word", ({ passages, answer }) => {
    for (const { quotes } of answer.claims) {
      for (const { id, quote } of quotes) {
        const passage = passages.find((one) => one.id === id);
        expect(passage?.text).toContain(quote);
        const anchor = anchorQuote(passage!.text, quote);
        expect(anchor).toMatchObject({ found: true, fidelity: "verbatim" });
      }
    }
  });

  it.each(reading)("»$title« has claims that the gate would let through as they are", ({ passages, answer }) => {
    for (const { quotes, text } of answer.claims) {
      const citations = quotes.map(({ id, quote }) => {
        const start = passages.find((one) => one.id === id)!.text.indexOf(quote);
        return aCitation(aReportId, { exact: quote, start });
      });
      expect([text, checkStatement(text ?? quotes.map(({ quote }) => quote).join(" "), citations).reason]).toEqual([
        text,
        undefined,
      ]);
    }
  });

  it.each(reading)("»$title« is answered in the schema, with themes that exist", ({ answer }) => {
    const schema = claimsSchema(DEFAULT_THEMES.map(({ id }) => id));
    expect(schema.reply.safeParse(answer).error).toBeUndefined();
  });

  it.each(drafting)(
    "the draft on $theme rests on its own claims, and the gate would let it through",
    ({ claims, answer }) => {
      const schema = statementsSchema(claims.map(({ id }) => id));
      expect(schema.reply.safeParse(answer).error).toBeUndefined();
      for (const { text, claims: ids } of answer.statements) {
        const under = ids.map((id) => claims.find((claim) => claim.id === id)!);
        const citations = under.map(({ quote }) => aCitation(aReportId, { exact: quote }));
        const attributions = under.map(({ from }) => {
          const [, label, year] = /^(?:.* i )?(.*) (\d{4})$/.exec(from)!;
          return { label: label!, year: year! };
        });
        const check = checkStatement(text, citations, { attributions });
        expect([text, check.reason]).toEqual([text, undefined]);
      }
    },
  );

  it("are shown to the model as it will see passages and claims", () => {
    const system = extractSystem(prompts.extract, DEFAULT_THEMES);
    for (const example of prompts.extract.examples) expect(system).toContain(exampleText(example));
    for (const { id } of DEFAULT_THEMES) expect(system).toContain(`\n${id}: `);
    expect(system).not.toContain("{{");
  });
});
