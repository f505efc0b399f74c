import type { z } from "zod";
import { type ClaimId, type DecisionId, derive, type ThemeId } from "../evidence/ids.ts";
import { versionFor } from "../store/claim-view.ts";
import type { StoredTheme } from "../store/workspace-store.ts";
import { ApiError, invalid } from "./api-error.ts";
import { see } from "./claims-seen.ts";
import { decideClaim } from "./decide-claim.ts";
import type { WorkspaceAsk } from "./route.ts";
import type { ThemeSplit } from "./shapes.ts";

type Asker = Pick<WorkspaceAsk<unknown, unknown>, "deps" | "workspace" | "eyes" | "person">;

/** Somebody may decide about a claim while it is moved. */
const TRIES = 5;

/**
 * Gives chosen claims of one theme to another, each in the place the first had among its themes. It stands in every
 * claim's history as sorted by the person, so no engine sorts it elsewhere; those that stay are pinned the same way.
 * @param choice names the whole: a request that comes twice finds what the first one did, and adds nothing.
 */
export async function moveClaims(
  ask: Asker,
  {
    from,
    into,
    claimIds,
    stayIds,
  }: { from: ThemeId; into: ThemeId } & Pick<z.output<typeof ThemeSplit>, "claimIds" | "stayIds">,
  choice: DecisionId,
): Promise<void> {
  const { deps, workspace, eyes } = ask;
  const now = await deps.store.themesNow(workspace.id);
  const sort = async (claimId: ClaimId, moves: boolean) => {
    for (let tries = 1; ; tries++) {
      const stored = await deps.store.storedClaim(workspace.id, claimId);
      // deleted with its report since it was chosen
      if (stored === undefined) return;
      const { themes } = see(stored, eyes, now).claim;
      if (!themes.includes(from)) return;
      const sorted = { themes: moves ? [...new Set(themes.map((id) => (id === from ? into : id)))] : themes };
      const said = {
        verdict: "comment" as const,
        reason: "sorted",
        comment: `themes: ${sorted.themes.join(", ")}`,
        expectedVersion: versionFor(stored, eyes),
      };
      try {
        await decideClaim(ask, claimId, said, `dec_${derive(choice, claimId)}`, { sorted, partOf: choice });
        return;
      } catch (error) {
        if (!(error instanceof ApiError && error.code === "stale-version") || tries === TRIES) throw error;
      }
    }
  };
  for (const id of claimIds) await sort(id, true);
  for (const id of stayIds ?? []) await sort(id, false);
}

/** Whether a theme that has the name already is what an interrupted split made: then the split goes on with it. */
export const isSame = (theme: StoredTheme, { name, definition, cues }: z.output<typeof ThemeSplit>["theme"]) =>
  theme.name.da === name.da &&
  theme.name.en === name.en &&
  theme.definition === (definition ?? "") &&
  theme.cues.join("\n") === (cues ?? []).join("\n");

/** Every claim asked for must be of the theme: a list chosen on another screen, or long ago, is not moved half. */
export async function checkOfTheme({ deps, workspace, eyes }: Asker, theme: ThemeId, ids: readonly ClaimId[]) {
  const now = await deps.store.themesNow(workspace.id);
  const known = new Map((await deps.store.storedClaims(workspace.id)).map((claim) => [claim.id, claim]));
  const at = ids.findIndex((id) => {
    const claim = known.get(id);
    return claim === undefined || !see(claim, eyes, now).claim.themes.includes(theme);
  });
  if (at >= 0) throw invalid({ path: `claimIds.${at}`, message: "no claim of this theme" });
}
