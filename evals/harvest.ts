import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MUST_NOT_RETURN } from "../functions/evidence/must-not-return.ts";
import { hashOf } from "./datasets/hash-of.ts";
import { CASES_FILE, ReviewCase, readCases } from "./datasets/review-case.ts";

interface ListedDecision {
  id: string;
  target: { type: string; id: string };
  verdict: string;
  reason?: string;
  text?: string;
  settledAs?: string;
  by: { id: string };
  at: string;
}
interface ListedClaim {
  id: string;
  reportId: string;
  text: string;
  kind: string;
  themes: string[];
  citations: { start: number; end: number; exact: string }[];
  origin: { engine: string; promptVersion?: string };
}

const pseudonym = (id: string) => createHash("sha256").update(`reviewer:${id}`).digest("hex").slice(0, 12);

/** What a decision about a claim means as a case; nothing for a remark. */
function verdictOf({ verdict, settledAs, reason }: ListedDecision): string | undefined {
  if (verdict === "settle") return settledAs;
  if (verdict === "comment") return reason === MUST_NOT_RETURN ? "pin" : undefined;
  return verdict;
}

/**
 * Asks a running Belæg for its decisions and adds each claim vote that is not yet there as a case. Harvesting the same
 * decisions twice adds nothing.
 * @param token `BELAEG_TOKEN`, for a server that has no local people.
 * @returns what was added, in words.
 */
export async function harvest(
  url: string,
  email: string,
  file = CASES_FILE,
  token = process.env.BELAEG_TOKEN,
): Promise<string> {
  const api = await connect(url, email, token);
  const known = new Set(readCases(file).map(({ id }) => id));
  const added: ReviewCase[] = [];
  const { workspaces } = await api<{ workspaces: { id: string }[] }>("/me");
  for (const { id: workspace } of workspaces) {
    const { items: reports } = await api<{ items: { id: string; sha256: string }[] }>(
      `/workspaces/${workspace}/reports`,
    );
    const shaOf = new Map(reports.map(({ id, sha256 }) => [id, sha256]));
    for await (const decision of decisionsOf(api, workspace)) {
      const verdict = verdictOf(decision);
      if (decision.target.type !== "claim" || verdict === undefined || known.has(decision.id)) continue;
      const answer = await api<{ claim: ListedClaim } | undefined>(
        `/workspaces/${workspace}/claims/${decision.target.id}`,
        true,
      );
      // a claim that was deleted with its report teaches nothing any more
      if (answer === undefined) continue;
      known.add(decision.id);
      added.push(caseOf(decision, verdict, answer.claim, shaOf.get(answer.claim.reportId) ?? "unknown"));
    }
  }
  mkdirSync(path.dirname(file), { recursive: true });
  if (added.length > 0) appendFileSync(file, `${added.map((item) => JSON.stringify(item)).join("\n")}\n`);
  writeManifest(file);
  return `${counted(added)} (${file})`;
}

/** Counts and a hash of all cases, beside them: the same decisions give the same manifest, however often harvested. */
function writeManifest(file: string): void {
  const cases = readCases(file);
  const of = (verdict: string) => cases.filter((item) => item.verdict === verdict).length;
  const manifest = {
    hash: hashOf(cases.map((item) => JSON.stringify(item)).sort()),
    cases: cases.length,
    accepted: of("accept"),
    rejected: of("reject"),
    reworded: of("reword"),
    withdrawn: of("reopen"),
    pinned: of("pin"),
    claims: new Set(cases.map(({ claimId }) => claimId)).size,
    documents: new Set(cases.map(({ document }) => document)).size,
    reviewers: new Set(cases.map(({ reviewer }) => reviewer)).size,
  };
  writeFileSync(path.join(path.dirname(file), "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
}

function caseOf(decision: ListedDecision, verdict: string, claim: ListedClaim, document: string): ReviewCase {
  const { start, end, exact } = claim.citations[0]!;
  return ReviewCase.parse({
    id: decision.id,
    document,
    claimId: claim.id,
    span: { start, end, exact },
    verdict,
    ...(decision.verdict === "settle" ? { settles: true } : {}),
    ...(decision.reason ? { reason: decision.reason } : {}),
    ...(verdict === "reword" ? { before: exact, after: decision.text ?? claim.text } : {}),
    kind: claim.kind,
    themes: claim.themes,
    reviewer: pseudonym(decision.by.id),
    proposedBy: claim.origin,
    at: decision.at,
  });
}

const counted = (cases: readonly ReviewCase[]) => {
  const of = (verdict: string) => cases.filter((item) => item.verdict === verdict).length;
  return `+${of("accept")} accepted, +${of("reject")} rejected, +${of("reword")} reworded, +${of("pin")} pinned`;
};

type Api = <T>(route: string, maybe?: boolean) => Promise<T>;

async function connect(url: string, email: string, token: string | undefined): Promise<Api> {
  const base = `${url.replace(/\/$/, "")}/api`;
  const signedIn =
    token ??
    (
      (await (
        await fetch(`${base}/auth/local`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ email }),
        })
      ).json()) as { token: string }
    ).token;
  return async <T>(route: string, maybe = false) => {
    const response = await fetch(`${base}${route}`, { headers: { authorization: `Bearer ${signedIn}` } });
    if (maybe && response.status === 404) return undefined as T;
    if (!response.ok) throw new Error(`${route}: ${response.status}`);
    return (await response.json()) as T;
  };
}

async function* decisionsOf(api: Api, workspace: string): AsyncGenerator<ListedDecision> {
  let cursor: string | undefined;
  do {
    const page: { items: ListedDecision[]; cursor?: string } = await api(
      `/workspaces/${workspace}/decisions?limit=200${cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
