import type { Citation } from "../functions/evidence/citation.ts";
import type { Claim } from "../functions/evidence/claim.ts";
import type { Decision } from "../functions/evidence/decision.ts";
import {
  type ClaimId,
  claimIdOf,
  type DecisionId,
  derive,
  type PersonId,
  type ReportId,
  reportIdOf,
  type ThemeId,
  type WorkspaceId,
} from "../functions/evidence/ids.ts";
import type { Reading } from "../functions/evidence/reading.ts";
import { NO_CLAIMS } from "../functions/evidence/report.ts";
import type { StoredReport } from "../functions/store/store.ts";

/** Builders fill in the rest, so that a test spells out only what matters to it. */
let made = 0;

export const aWorkspaceId = () => `wsp_${derive("test", ++made, Math.random())}` as WorkspaceId;
export const aPersonId = (name: string) => `per_${derive(name)}` as PersonId;

export function aReport(workspaceId: WorkspaceId, parts: Partial<StoredReport> = {}): StoredReport {
  const sha256 = (parts.sha256 ?? derive("report", ++made, workspaceId).repeat(4)).slice(0, 64);
  const id = reportIdOf(workspaceId, sha256);
  return {
    id,
    workspaceId,
    title: "Eksempelrapport",
    fileName: "eksempel.pdf",
    language: "da",
    byteSize: 1000,
    sha256,
    status: "awaiting-upload",
    progress: { done: 0, total: 0 },
    counts: { passages: 0, claims: { ...NO_CLAIMS }, heldBack: 0 },
    uploadKey: `reports/${workspaceId}/${id}.pdf`,
    createdAt: new Date(Date.UTC(2026, 0, 1) + made * 1000).toISOString(),
    ...parts,
  };
}

export function aCitation(reportId: ReportId, parts: Partial<Citation> = {}): Citation {
  const exact = parts.exact ?? "Ventetiden er faldet i alle regioner.";
  const start = parts.start ?? 100;
  return {
    reportId,
    page: 1,
    start,
    end: start + exact.length,
    exact,
    prefix: "",
    suffix: "",
    rects: [{ page: 1, x: 0.1, y: 0.2, width: 0.5, height: 0.02 }],
    fidelity: "verbatim",
    ...parts,
  };
}

export function aClaim(reportId: ReportId, parts: Partial<Claim> & { exact?: string; start?: number } = {}): Claim {
  const { exact = `Eksempel nummer ${++made} viser en ændring.`, start = made * 50, ...rest } = parts;
  return {
    id: claimIdOf(reportId, exact, 0),
    reportId,
    text: exact,
    kind: "status",
    themes: ["treatment" as ThemeId],
    citations: [aCitation(reportId, { exact, start })],
    flags: [],
    marks: [],
    checks: { figures: "ok", polarity: "ok", support: 1 },
    attribution: { by: "report" },
    figures: [],
    confidence: 0.8,
    origin: { engine: "local" },
    status: "pending",
    version: 0,
    ...rest,
  };
}

export function aDecision(by: string, verdict: Decision["verdict"], parts: Partial<Decision> = {}): Decision {
  return {
    id: `dec_${derive("decision", ++made)}` as DecisionId,
    target: { type: "claim", id: "clm_x" as ClaimId },
    verdict,
    ...(verdict === "reject" ? { reason: "not-relevant" } : {}),
    ...(verdict === "reword" ? { text: "En anden ordlyd." } : {}),
    by: { id: aPersonId(by), name: by },
    at: new Date(Date.UTC(2026, 1, 1) + made * 1000).toISOString(),
    basedOnVersion: 0,
    ...parts,
  };
}

/** Two pages of our own, one line a sentence; each word placed on its line. */
export function aReading(sha256: string): Reading {
  const lines = [
    "Ventetiden til udredning er faldet med 12 pct. siden 2019.",
    "Der mangler viden om senfølger hos ældre patienter (Kræftrådet, 2020).",
    "Regionerne bør samle tilbuddet om rehabilitering ét sted.",
    "Screening af tarmkræft når 62 pct. af de inviterede borgere.",
  ];
  const text = lines.map((line) => `${line}\n`).join("");
  const passages: Reading["passages"] = [];
  const words: Reading["words"] = [];
  let start = 0;
  lines.forEach((line, i) => {
    const page = i < 2 ? 1 : 2;
    const y = 0.1 + (i % 2) * 0.1;
    passages.push({
      id: `pas_${derive(sha256, start)}` as never,
      page,
      start,
      end: start + line.length,
      text: line,
      kind: "body",
      section: ["Prøve"],
      rects: [{ page, x: 0.1, y, width: 0.8, height: 0.02 }],
    });
    for (const match of line.matchAll(/\S+/g)) {
      const at = start + match.index;
      words.push([at, at + match[0].length, page, 0.1 + match.index * 0.01, y, match[0].length * 0.01, 0.02]);
    }
    start += line.length + 1;
  });
  const border = passages[2]!.start;
  const page = (number: number, from: number, to: number) => ({
    page: number,
    start: from,
    end: to,
    state: "text" as const,
    width: 595,
    height: 842,
    quality: 1,
    invisibleChars: 0,
  });
  const cited = text.indexOf("(Kræftrådet");
  return {
    readerVersion: "test",
    sha256,
    title: "Prøverapport om forløb",
    publisher: "Prøvestyrelsen",
    year: 2024,
    kind: "research",
    language: "da",
    pageCount: 2,
    text,
    pages: [page(1, 0, border), page(2, border, text.length)],
    passages,
    words,
    mentions: [
      { start: cited, end: cited + 18, label: "Kræftrådet 2020", author: "Kræftrådet", year: "2020", pages: [] },
    ],
    speakers: [],
    references: [],
  };
}
