import type { Claim } from "../../functions/evidence/claim.ts";
import type { Statement } from "../../functions/evidence/draft.ts";
import { namesFor } from "../../functions/evidence/names-for.ts";
import { checkStatement } from "../../functions/fidelity/check-statement.ts";
import type { Grounds } from "../../functions/synthesize/check-statements.ts";
import type { Counts } from "../stats/metric.ts";

/**
 * A drafted theme against the claims it was given.
 * @param reports whom a sentence may name as saying it, as in production
 */
export function scoreDraft(
  claims: readonly Claim[],
  statements: readonly Pick<Statement, "text" | "claimIds">[],
  dropped: number,
  reports: Grounds["reports"] = new Map(),
): Counts {
  const byId = new Map<string, Claim>(claims.map((claim) => [claim.id, claim]));
  const counts: Record<string, number> = {
    statements: statements.length,
    cited: 0,
    citations: 0,
    valid: 0,
    figures: 0,
    unlicensed: 0,
    polarity: 0,
    supported: 0,
    dropped,
    claims: claims.length,
    used: 0,
    documents: new Set(claims.map(({ reportId }) => reportId)).size,
    documentsUsed: 0,
  };
  const add = (key: string, n = 1) => {
    counts[key] = (counts[key] ?? 0) + n;
  };
  const used = new Set<string>();
  for (const { text, claimIds } of statements) {
    add("citations", claimIds.length);
    const under = claimIds.flatMap((id) => byId.get(id) ?? []);
    add("valid", under.length);
    if (under.length > 0) add("cited");
    for (const { id } of under) used.add(id);
    const check = checkStatement(
      text,
      under.flatMap(({ citations }) => citations),
      { attributions: namesFor(under, reports) },
    );
    add("figures", check.figures.length);
    add("unlicensed", check.missingFigures.length);
    if (check.checks.polarity === "differs") add("polarity");
    if (check.checks.support >= 0.5) add("supported");
  }
  counts.used = used.size;
  counts.documentsUsed = new Set([...used].map((id) => byId.get(id)?.reportId)).size;
  return counts;
}
