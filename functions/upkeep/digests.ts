import { createHash } from "node:crypto";
import type { WorkspaceId } from "../evidence/ids.ts";
import { type AuditChain, endOf } from "../store/audit-chain.ts";
import { parseLine } from "../store/audit-lines.ts";
import { digestOf } from "../store/digest.ts";
import type { DigestStore } from "../store/digest-store.ts";
import type { Store } from "../store/dynamo-store.ts";

export interface DigestDeps {
  store: Pick<Store, "sweep" | "auditRows">;
  workspaces(): Promise<WorkspaceId[]>;
  digests: DigestStore;
  /** Told of a chain that is not what it was: somebody has changed what was decided. */
  onBroken(workspaceId: WorkspaceId, item: string): void;
}

export interface DigestRun {
  workspaces: number;
  written: number;
  /** Nothing was decided since the digest before, or there is one of this moment already. */
  unchanged: number;
  /** Chains and links that do not hold. */
  broken: number;
  /** Workspaces that could not be reached in time; the next run takes them first. */
  left: number;
}

/**
 * Writes the digest of every workspace in which something was decided before `until`. Asked again it finds what it wrote
 * and writes nothing; stopped in the middle, it goes on with those that lack one.
 * @param hurry asked before each workspace: true when there is no time left.
 */
export async function writeDigests(deps: DigestDeps, until: Date, hurry = () => false): Promise<DigestRun> {
  // what a stopped process decided and did not copy belongs to the trail as much as the rest
  await deps.store.sweep();
  const workspaces = await deps.workspaces();
  const run: DigestRun = { workspaces: workspaces.length, written: 0, unchanged: 0, broken: 0, left: 0 };
  for (const workspaceId of workspaces) {
    if (hurry()) {
      run.left++;
      continue;
    }
    const { written, broken } = await writeDigest(deps, workspaceId, until.toISOString());
    run[written ? "written" : "unchanged"]++;
    run.broken += broken;
  }
  return run;
}

async function writeDigest({ store, digests, onBroken }: DigestDeps, workspaceId: WorkspaceId, until: string) {
  const newest = await digests.newest(workspaceId);
  if (newest !== undefined && newest.until >= until) return { written: false, broken: 0 };
  const before = newest === undefined ? undefined : readDigest(await digests.read(newest.key));
  const digested = await digestOf(
    workspaceId,
    until,
    (after, limit) => store.auditRows(workspaceId, after, limit),
    before,
  );
  for (const { chain } of digested.rewritten) onBroken(workspaceId, chain);
  if (digested.broken > 0) onBroken(workspaceId, "");
  const broken = digested.broken + digested.rewritten.length;
  if (digested.heads === (before?.heads ?? NOTHING)) return { written: false, broken };
  return { written: await digests.write(workspaceId, until, digested.text), broken };
}

/** The hash of no chain at all. */
const NOTHING = endOf([], 0).heads;

function readDigest(text: string): { sha256: string; chains: AuditChain[]; heads: string } {
  const chains: AuditChain[] = [];
  let heads = "";
  for (const line of text.split("\n")) {
    const parsed = parseLine(line);
    if (parsed?.is === "chain") chains.push(parsed.chain);
    if (parsed?.is === "end") heads = parsed.end.heads;
  }
  return { sha256: createHash("sha256").update(text).digest("hex"), chains, heads };
}

/** The latest midnight (UTC) that is over: the end of the last whole day. */
export function lastMidnight(now: Date): Date {
  return new Date(Math.floor(now.getTime() / DAY) * DAY);
}
const DAY = 24 * 60 * 60 * 1000;
