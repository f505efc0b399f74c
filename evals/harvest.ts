import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** A person's decision as a case: what was proposed from where, and what became of it. */
export const ReviewCase = z.object({
  /** The decision's id: the same decision is harvested once. */
  id: z.string(),
  document: z.string(),
  claimId: z.string(),
  span: z.object({ start: z.int(), end: z.int(), exact: z.string() }),
  verdict: z.enum(["accept", "reject", "reword"]),
  reason: z.string().optional(),
  /** Rewords only: what was proposed and what the expert made of it. */
  before: z.string().optional(),
  after: z.string().optional(),
  kind: z.string(),
  themes: z.array(z.string()),
  /** The same person is the same 12 hex digits, and nobody can be told from them. */
  reviewer: z.string(),
  proposedBy: z.object({ engine: z.string(), promptVersion: z.string().optional() }),
  at: z.string(),
});
export type ReviewCase = z.infer<typeof ReviewCase>;

export const CASES_FILE = path.join(import.meta.dirname, "datasets", "review", "cases.jsonl");

interface ListedDecision {
  id: string;
  target: { type: string; id: string };
  verdict: string;
  reason?: string;
  text?: string;
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
const VOTES = new Set(["accept", "reject", "reword"]);

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
      if (decision.target.type !== "claim" || !VOTES.has(decision.verdict) || known.has(decision.id)) continue;
      const answer = await api<{ claim: ListedClaim } | undefined>(
        `/workspaces/${workspace}/claims/${decision.target.id}`,
        true,
      );
      // a claim that was deleted with its report teaches nothing any more
      if (answer === undefined) continue;
      known.add(decision.id);
      added.push(caseOf(decision, answer.claim, shaOf.get(answer.claim.reportId) ?? "unknown"));
    }
  }
  mkdirSync(path.dirname(file), { recursive: true });
  if (added.length > 0) appendFileSync(file, `${added.map((item) => JSON.stringify(item)).join("\n")}\n`);
  return `${counted(added)} (${file})`;
}

function caseOf(decision: ListedDecision, claim: ListedClaim, document: string): ReviewCase {
  const { start, end, exact } = claim.citations[0]!;
  return ReviewCase.parse({
    id: decision.id,
    document,
    claimId: claim.id,
    span: { start, end, exact },
    verdict: decision.verdict,
    ...(decision.reason ? { reason: decision.reason } : {}),
    ...(decision.verdict === "reword" ? { before: exact, after: decision.text ?? claim.text } : {}),
    kind: claim.kind,
    themes: claim.themes,
    reviewer: pseudonym(decision.by.id),
    proposedBy: claim.origin,
    at: decision.at,
  });
}

const counted = (cases: readonly ReviewCase[]) => {
  const of = (verdict: string) => cases.filter((item) => item.verdict === verdict).length;
  return `+${of("accept")} accepted, +${of("reject")} rejected, +${of("reword")} reworded`;
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

/** @throws ZodError on a line that is no case. */
export function readCases(file = CASES_FILE): ReviewCase[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ReviewCase.parse(JSON.parse(line)));
}
