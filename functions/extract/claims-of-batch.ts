import type { ClaimAnswer, Engine } from "../engines/engine.ts";
import type { Batch } from "../evidence/batches.ts";
import type { Claim } from "../evidence/claim.ts";
import type { HeldBack } from "../evidence/held-back.ts";
import type { ReportId } from "../evidence/ids.ts";
import type { Passage } from "../evidence/passage.ts";
import type { Reading } from "../evidence/reading.ts";
import type { ThemeDefinition } from "../evidence/theme.ts";
import type { Usage } from "../evidence/usage.ts";
import { passGate } from "./gate.ts";
import { settleIdentity } from "./same-claim.ts";

/** Passages shown before and after a batch, for context only. */
const NEIGHBOURS = 4;

export interface BatchOutcome {
  claims: Claim[];
  heldBack: HeldBack[];
  unanswered: ClaimAnswer["unanswered"];
  usage: Usage;
}

/**
 * What one batch of a report claims: the engine proposes, the gate decides. A claim belongs to the batch in which its
 * first citation begins, so that no two batches make the same one.
 * @param existing claims of earlier runs; one that covers the same words lends its id.
 * @throws EngineError
 */
export async function claimsOfBatch(
  engine: Engine,
  {
    reading,
    reportId,
    batch,
    themes,
    existing = [],
  }: {
    reading: Reading;
    reportId: ReportId;
    batch: Batch;
    themes: readonly ThemeDefinition[];
    existing?: readonly Claim[];
  },
  signal?: AbortSignal,
): Promise<BatchOutcome> {
  const passages = reading.passages.slice(batch.from, batch.to);
  const before = reading.passages.slice(Math.max(0, batch.from - NEIGHBOURS), batch.from);
  const after = reading.passages.slice(batch.to, batch.to + NEIGHBOURS);
  const answer = await engine.proposeClaims({ report: reading, passages, before, after, themes }, signal);

  const known = new Set(themes.map(({ id }) => id));
  const fallback = themes[0]!.id;
  const proposed = answer.claims.map((claim) => {
    const named = claim.themes.filter((theme) => known.has(theme));
    return { ...claim, themes: named.length > 0 ? named : [fallback] };
  });
  const shown = new Map<string, Passage>([...before, ...passages, ...after].map((passage) => [passage.id, passage]));
  const passed = passGate({ reading, reportId, origin: engine.origin, shown }, proposed);

  const from = passages[0]?.start ?? 0;
  const to = reading.passages[batch.to]?.start ?? Number.POSITIVE_INFINITY;
  const own = passed.claims.filter(({ citations: [first] }) => first!.start >= from && first!.start < to);
  return {
    claims: settleIdentity(own, existing),
    heldBack: passed.heldBack,
    unanswered: answer.unanswered,
    usage: answer.usage,
  };
}
