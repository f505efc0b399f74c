import { z } from "zod";
import type { DecisionId, ThemeId } from "../../evidence/ids.ts";
import type { ThemesChanged } from "../../evidence/message.ts";
import { NO_CLAIMS } from "../../evidence/report.ts";
import { Theme } from "../../evidence/theme.ts";
import type { StoredTheme } from "../../store/workspace-store.ts";
import { ApiError, invalid } from "../api-error.ts";
import { claimsSeen, countsByTheme } from "../claims-seen.ts";
import { page } from "../paging.ts";
import { inWorkspace, json, nothing, type WorkspaceAsk } from "../route.ts";
import { listOf, NewTheme, Paging, ThemeChanges, ThemeMerge, ThemeSplit } from "../shapes.ts";
import { checkOfTheme, isSame, moveClaims } from "../split-theme.ts";

type AnyAsk = Pick<WorkspaceAsk<unknown, unknown>, "deps" | "workspace" | "eyes">;
const one = z.object({ theme: Theme });

/** @returns the theme as it will be kept, under an id that no theme has or had. */
async function freshTheme(
  { deps, workspace }: AnyAsk,
  { id: asked, name, definition, cues, order }: z.output<typeof NewTheme>,
): Promise<StoredTheme> {
  const [themes, { gone }] = await Promise.all([deps.store.themes(workspace.id), deps.store.themesNow(workspace.id)]);
  const taken = new Set<string>([...themes.map((theme) => theme.id), ...gone.keys()]);
  const wanted = asked ?? slugOf(name.da);
  if (asked !== undefined && taken.has(asked)) throw new ApiError("theme-exists");
  if (themes.some((theme) => theme.name.da.trim() === name.da.trim())) throw new ApiError("theme-exists");
  let id: string = wanted;
  for (let n = 2; taken.has(id); n++) id = `${wanted}-${n}`;
  return {
    id: id as ThemeId,
    name,
    definition: definition ?? "",
    cues: cues ?? [],
    order: order ?? Math.max(0, ...themes.map((each) => each.order)) + 1,
  };
}

async function counted({ deps, workspace, eyes }: AnyAsk, themes: readonly StoredTheme[]): Promise<Theme[]> {
  const counts = countsByTheme((await claimsSeen(deps.store, workspace.id, eyes)).map(({ claim }) => claim));
  return themes.map((theme) => ({ ...theme, counts: counts.get(theme.id) ?? { ...NO_CLAIMS } }));
}

/** Undecided claims are sorted anew in the background. */
const changed = ({ deps, workspace }: AnyAsk) =>
  deps.outbox.toExtract([{ type: "themes-changed", workspaceId: workspace.id } satisfies ThemesChanged]);

/** A readable id of the Danish name: `Børn og unge` is `boern-og-unge`. */
function slugOf(name: string): string {
  const slug = name
    .toLocaleLowerCase("da")
    .replaceAll("æ", "ae")
    .replaceAll("ø", "oe")
    .replaceAll("å", "aa")
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 50);
  return slug === "" ? "tema" : slug;
}

export const themeRoutes = [
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/themes",
    summary: "The themes in the order they are read, with their claims counted.",
    query: z.strictObject(Paging),
    answers: { 200: { description: "Themes.", schema: listOf(Theme) } },
    handle: async (ask) => {
      const themes = await counted(ask, await ask.deps.store.themes(ask.workspace.id));
      return json(page(themes, { limit: 200, ...ask.query }));
    },
  }),
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/themes",
    summary: "A new theme. Undecided claims are sorted anew.",
    body: NewTheme,
    answers: { 201: { description: "The theme.", schema: one } },
    handle: async (ask) => {
      const { deps, workspace, body } = ask;
      const theme = await freshTheme(ask, body);
      await deps.store.putTheme(workspace.id, theme);
      await changed(ask);
      return json({ theme: (await counted(ask, [theme]))[0] }, 201);
    },
  }),
  inWorkspace("editor", {
    method: "patch",
    path: "/workspaces/{ws}/themes/{id}",
    summary: "Another name, definition, cue words or place. Its drafts turn stale; undecided claims are sorted anew.",
    body: ThemeChanges,
    answers: { 200: { description: "The theme.", schema: one } },
    handle: async (ask) => {
      const { deps, workspace, named, body } = ask;
      const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
      const theme: StoredTheme = { ...named.theme, ...given };
      await deps.store.putTheme(workspace.id, theme);
      if (body.definition !== undefined || body.cues !== undefined || body.name !== undefined) await changed(ask);
      return json({ theme: (await counted(ask, [theme]))[0] });
    },
  }),
  inWorkspace("editor", {
    method: "delete",
    path: "/workspaces/{ws}/themes/{id}",
    summary: "Take a theme away. Its undecided claims are sorted anew; no claim is lost.",
    answers: { 204: { description: "Gone." } },
    handle: async (ask) => {
      const { deps, workspace, named } = ask;
      if ((await deps.store.themes(workspace.id)).length === 1) throw new ApiError("theme-last");
      await deps.store.removeTheme(workspace.id, named.theme.id, undefined);
      await changed(ask);
      return nothing();
    },
  }),
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/themes/{id}/merge",
    summary: "Move all claims of this theme into another, and take this one away.",
    body: ThemeMerge,
    answers: { 201: { description: "The theme they are in now.", schema: one } },
    handle: async (ask) => {
      const { deps, workspace, named, body } = ask;
      const into = (await deps.store.themes(workspace.id)).find((theme) => theme.id === body.into);
      if (into === undefined || into.id === named.theme.id) {
        throw invalid({ path: "into", message: "no such other theme here" });
      }
      // what pointed to the one points to the other from now on: its cues come along
      const cues = body.cues ?? [...new Set([...into.cues, ...named.theme.cues])].slice(0, 80);
      await deps.store.putTheme(workspace.id, { ...into, cues });
      await deps.store.removeTheme(workspace.id, named.theme.id, into.id);
      if (body.sort !== false) await changed(ask);
      return json({ theme: (await counted(ask, [{ ...into, cues }]))[0] }, 201);
    },
  }),
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/themes/{id}/split",
    summary:
      "Make a new theme of some of this one's claims; its cue words leave this one. No other claim moves. Merge undoes it.",
    body: ThemeSplit,
    answers: { 201: { description: "The new theme, and the one it came from.", schema: one.extend({ from: Theme }) } },
    handle: async (ask) => {
      const { deps, workspace, named, body, newId } = ask;
      const { theme: words, claimIds } = body;
      const themes = await deps.store.themes(workspace.id);
      const begun = themes.find((theme) => theme.id !== named.theme.id && isSame(theme, words));
      if (begun === undefined) await checkOfTheme(ask, named.theme.id, claimIds);
      const after = themes.find((theme) => theme.order > named.theme.order);
      const order = after === undefined ? named.theme.order + 1 : (named.theme.order + after.order) / 2;
      const theme = begun ?? (await freshTheme(ask, { ...words, order }));
      const from = { ...named.theme, cues: named.theme.cues.filter((cue) => !theme.cues.includes(cue)) };
      if (begun === undefined) await deps.store.putTheme(workspace.id, theme);
      await moveClaims(ask, { from: from.id, into: theme.id, ...body }, newId("dec") as DecisionId);
      await deps.store.putTheme(workspace.id, from);
      const [made, rest] = await counted(ask, [theme, from]);
      return json({ theme: made, from: rest }, 201);
    },
  }),
];
