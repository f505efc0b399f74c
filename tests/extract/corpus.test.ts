import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { localEngine } from "../../functions/engines/local/local-engine.ts";
import { reportIdOf } from "../../functions/evidence/ids.ts";
import { pageAt } from "../../functions/evidence/reading.ts";
import { DOCUMENT_FAILURES } from "../../functions/evidence/sentence.ts";
import { DEFAULT_THEMES } from "../../functions/evidence/theme.ts";
import { claimsFrom } from "../../functions/extract/claims-from.ts";
import { readReport } from "../../functions/ingest/read-report.ts";

const FOLDER = fileURLToPath(new URL("../../../shared/corpus/pdfs-reports/", import.meta.url));
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith(".pdf")) : [];

describe("real reports", () => {
  it.skipIf(files.length === 0)("are there (skipped without the corpus)", () =>
    expect(files.length).toBeGreaterThan(0),
  );

  it.each(files)("%s ends with true claims, or with a named refusal", { timeout: 120_000 }, async (file) => {
    const outcome = await readReport(new Uint8Array(await readFile(FOLDER + file)));
    if (!outcome.ok) {
      expect(DOCUMENT_FAILURES).toContain(outcome.code);
      return;
    }
    const { reading } = outcome;
    const options = { reportId: reportIdOf("corpus", reading.sha256), themes: DEFAULT_THEMES };
    const { claims, coverage } = await claimsFrom(localEngine(), reading, options);
    expect(coverage).toHaveLength(reading.pageCount);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
    for (const { citations, themes } of claims) {
      expect(themes.length).toBeGreaterThan(0);
      for (const { exact, start, end, page, rects } of citations) {
        expect(reading.text.slice(start, end)).toBe(exact);
        expect(page).toBe(pageAt(reading, start));
        expect(rects.length).toBeGreaterThan(0);
      }
    }
  });
});
