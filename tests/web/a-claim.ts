import type { Claim, Decision } from "../../web/src/api/shapes.ts";

/** Builders fill in the rest, so that a test spells out only what matters to it. */
export const PERSON_1 = { id: "per_1" as Decision["by"]["id"], name: "Ekspert 1" };
export const PERSON_2 = { id: "per_2" as Decision["by"]["id"], name: "Ekspert 2" };

export function aClaim(
  parts: Partial<Omit<Claim, "id" | "reportId" | "themes">> & {
    id?: string;
    reportId?: string;
    themes?: string[];
  } = {},
): Claim {
  const { id = "clm_1", reportId = "rep_1", themes = ["screening"], ...rest } = parts;
  const text = rest.text ?? "Ventetiden faldt til 12 dage i 2023.";
  return {
    id: id as Claim["id"],
    reportId: reportId as Claim["reportId"],
    text,
    kind: "finding",
    themes: themes as Claim["themes"],
    citations: [
      {
        reportId: reportId as Claim["reportId"],
        page: 4,
        start: 100,
        end: 100 + text.length,
        exact: text,
        prefix: "",
        suffix: "",
        rects: [],
        fidelity: "verbatim",
      },
    ],
    flags: [],
    marks: [],
    checks: { figures: "ok", polarity: "ok", support: 1 },
    attribution: { by: "report" },
    figures: [],
    confidence: 0.8,
    origin: { engine: "local" },
    status: "pending",
    version: 1,
    ...rest,
  };
}

let made = 0;
export function aDecision(parts: Partial<Omit<Decision, "id" | "target">> & { about?: string } = {}): Decision {
  const { about = "clm_1", ...rest } = parts;
  made++;
  return {
    id: `dec_${String(made)}` as Decision["id"],
    target: { type: "claim", id: about },
    verdict: "accept",
    by: PERSON_1,
    at: new Date(Date.UTC(2026, 10, 21, 14, 0, made)).toISOString(),
    basedOnVersion: 1,
    ...rest,
  };
}
