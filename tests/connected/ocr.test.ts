import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readReport } from "../../functions/ingest/read-report.ts";
import { lines } from "../ingest/pdf-maker.ts";
import { hasTesseract, scannedPdf } from "../ingest/scanned-pdf.ts";
import { type CandidateRig, candidateRig } from "./candidate-rig.ts";
import type { StageDeps } from "./pipeline-rig.ts";

const PAGE = {
  content: lines(
    70,
    700,
    [
      "Ventetiden til undersøgelse er faldet med 12 dage i tre af fem regioner.",
      "Regionerne bør oprette flere tider i ambulatoriet i de kommende år.",
    ],
    12,
    30,
  ),
};

let rig: CandidateRig;
/** The rig reads the same bytes once; here they are read as asked for. */
let deps: StageDeps;

beforeAll(async () => {
  rig = await candidateRig();
  deps = { ...rig.deps, reading: { ...rig.deps.reading, read: (bytes, options) => readReport(bytes, options) } };
});
afterAll(() => rig?.stop());

if (!hasTesseract)
  console.log("not run: re-reading with text recognition (no tesseract with dan or eng is installed here)");

describe("a scanned report", { timeout: 60_000 }, () => {
  it("cannot be read, and says what would help", async () => {
    const [ws, id] = await rig.readReport(await scannedPdf([{ picture: PAGE }]), { deps });
    const { body } = await rig.as("editor", "GET", rig.at(ws, id));
    expect(body.report).toMatchObject({ status: "failed", failure: { code: "no-text" } });
    expect(body.report.failure.message).toMatch(/tekstgenkendelse \(OCR\)/);
  });

  it.runIf(hasTesseract)(
    "is read when an editor asks for text recognition; its pages say so and its claims stand",
    async () => {
      const [ws, id] = await rig.readReport(await scannedPdf([{ picture: PAGE }, { text: PAGE }]), { deps });
      const before = await rig.as("editor", "GET", rig.at(ws, id));
      expect(before.body.report).toMatchObject({
        status: "incomplete",
        coverage: [{ state: "no-text" }, { state: "text" }],
      });

      expect((await rig.as("expert1", "POST", `${rig.at(ws, id)}/reread`, { ocr: true })).status).toBe(403);
      expect((await rig.as("editor", "POST", `${rig.at(ws, id)}/reread`, { ocr: true })).status).toBe(202);
      await rig.deliverAll(deps);

      const { body } = await rig.as("editor", "GET", rig.at(ws, id));
      expect(body.report).toMatchObject({ status: "ready", coverage: [{ state: "ocr" }, { state: "text" }] });
      const claims = await rig.store.claimsOfReport(ws, id);
      const scanned = claims.filter(({ citations }) => citations[0]!.page === 1);
      expect(scanned.length).toBeGreaterThan(0);
      const { body: text } = await rig.as("editor", "GET", `${rig.at(ws, id)}/text`);
      for (const { citations } of scanned)
        for (const { exact, start, end, rects } of citations) {
          expect(text.text.slice(start, end)).toBe(exact);
          expect(rects.every(({ page }) => page === 1)).toBe(true);
          expect(rects.length).toBeGreaterThan(0);
        }
    },
  );
});
