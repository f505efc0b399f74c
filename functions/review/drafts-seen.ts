import type { Draft } from "../evidence/draft.ts";
import type { StoredDraft } from "../store/stored.ts";
import { claimsSeen } from "./claims-seen.ts";
import type { WorkspaceAsk } from "./route.ts";
import { type ClaimsById, draftSeen } from "./statement-view.ts";

type AnyAsk = Pick<WorkspaceAsk<unknown, unknown>, "deps" | "workspace" | "eyes" | "language">;

export const claimsById = async ({ deps, workspace, eyes }: AnyAsk): Promise<ClaimsById> =>
  new Map((await claimsSeen(deps.store, workspace.id, eyes)).map(({ claim }) => [claim.id, claim]));

/** Drafts with their statements as they stand against the claims of this moment. */
export async function draftsSeen(ask: AnyAsk, drafts: readonly StoredDraft[]): Promise<Draft[]> {
  const { deps, workspace, language } = ask;
  const [claims, themes] = await Promise.all([claimsById(ask), deps.store.themes(workspace.id)]);
  return Promise.all(
    drafts.map(async (draft) =>
      draftSeen(
        draft,
        await deps.store.statementsOf(draft),
        themes.find((theme) => theme.id === draft.themeId),
        claims,
        language,
      ),
    ),
  );
}
