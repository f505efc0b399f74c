import type { PersonId, ThemeId, WorkspaceId } from "../evidence/ids.ts";
import { ThemeDefinition } from "../evidence/theme.ts";
import type { Member, Person, Role, Workspace, WorkspaceSettings } from "../evidence/workspace.ts";
import type { ThemesNow } from "./claim-view.ts";
import { unlessRefused, untilUncontended, wholeBatch } from "./conditions.ts";
import type { Entities } from "./entities.ts";
import { raise } from "./pulse.ts";

export interface StoredTheme extends ThemeDefinition {
  order: number;
}

export function workspaceStore(db: Entities, now: () => Date) {
  const personFrom = (row: { personId: string; name: string; email: string }): Person => ({
    id: row.personId as PersonId,
    name: row.name,
    email: row.email,
  });

  async function themeRows(workspaceId: WorkspaceId) {
    const { data } = await db.theme.query.byWorkspace({ workspaceId }).go({ pages: "all", consistent: true });
    return data.sort((a, b) => a.order - b.order || (a.themeId < b.themeId ? -1 : 1));
  }

  async function person(personId: PersonId): Promise<Person | undefined> {
    const { data } = await db.person.get({ personId }).go({ consistent: true });
    return data === null ? undefined : personFrom(data);
  }

  async function workspaceRow(workspaceId: WorkspaceId) {
    return (await db.workspace.get({ workspaceId }).go({ consistent: true })).data ?? undefined;
  }

  return {
    person,
    /** Whoever was last vouched for as the holder of the address: addresses change hands. */
    async personByEmail(email: string): Promise<Person | undefined> {
      const { data } = await db.person.query.byEmail({ verifiedEmail: email.toLowerCase() }).go({ pages: "all" });
      const [latest] = data.sort((a, b) => ((a.verifiedAt ?? "") < (b.verifiedAt ?? "") ? 1 : -1));
      return latest === undefined ? undefined : personFrom(latest);
    },
    /** @param verified whether somebody vouches that the address is hers; only then is she found by it. */
    async putPerson({ id: personId, name, email: written }: Person, verified: boolean) {
      const email = written.toLowerCase();
      await untilUncontended(async () => {
        const { data: before } = await db.person.get({ personId }).go({ consistent: true });
        const generation = before?.generation;
        const verifiedAt = before?.verifiedEmail === email ? before.verifiedAt : now().toISOString();
        const put = await unlessRefused(
          db.person
            .put({
              personId,
              name,
              email,
              ...(verified && email !== "" ? { verifiedEmail: email, verifiedAt } : {}),
              ...(generation === undefined ? {} : { generation }),
            })
            // sessions that are ended meanwhile stay ended
            .where((is, { eq, notExists }) =>
              generation === undefined ? notExists(is.generation) : eq(is.generation, generation),
            )
            .go(),
        );
        return put === undefined ? undefined : { done: undefined };
      });
    },

    async settings(workspaceId: WorkspaceId): Promise<WorkspaceSettings | undefined> {
      return (await workspaceRow(workspaceId))?.settings;
    },
    async workspace(workspaceId: WorkspaceId): Promise<Omit<Workspace, "role"> | undefined> {
      const row = await workspaceRow(workspaceId);
      return row === undefined ? undefined : { id: workspaceId, name: row.name, settings: row.settings };
    },
    async workspacesOf(personId: PersonId): Promise<Workspace[]> {
      const { data } = await db.member.query.byPerson({ personId }).go({ pages: "all" });
      const found = await Promise.all(
        data.map(async ({ workspaceId, role }) => {
          const row = await workspaceRow(workspaceId as WorkspaceId);
          return row === undefined
            ? []
            : [{ id: row.workspaceId as WorkspaceId, name: row.name, settings: row.settings, role }];
        }),
      );
      return found.flat();
    },
    /** A workspace with its first owner and themes. Making the same one twice is making it once. */
    async createWorkspace(
      { id: workspaceId, name, settings }: Omit<Workspace, "role">,
      owner: PersonId,
      themes: readonly ThemeDefinition[],
    ) {
      // the workspace itself comes last: until it is there, nobody can see a half-made one
      const rows = themes.map((theme, i) => ({
        workspaceId,
        themeId: theme.id,
        definition: JSON.stringify(theme),
        order: i + 1,
      }));
      if (rows.length > 0) await wholeBatch(() => db.theme.put(rows).go());
      await db.member.put({ workspaceId, personId: owner, role: "owner" }).go();
      await unlessRefused(
        db.workspace.create({ workspaceId, name, settings, owners: [owner], createdAt: now().toISOString() }).go(),
      );
      await raise(db, workspaceId, "themes");
    },
    async updateWorkspace(
      workspaceId: WorkspaceId,
      changes: { name?: string | undefined; settings?: WorkspaceSettings | undefined },
    ) {
      await db.workspace
        .patch({ workspaceId })
        .set({
          ...(changes.name === undefined ? {} : { name: changes.name }),
          ...(changes.settings === undefined ? {} : { settings: changes.settings }),
        })
        .go();
      await raise(db, workspaceId, "workspace");
    },

    async role(workspaceId: WorkspaceId, personId: PersonId): Promise<Role | undefined> {
      const { data } = await db.member.get({ workspaceId, personId }).go({ consistent: true });
      return data?.role;
    },
    async members(workspaceId: WorkspaceId): Promise<Member[]> {
      const { data } = await db.member.query.byWorkspace({ workspaceId }).go({ pages: "all", consistent: true });
      const found = await Promise.all(
        data.map(async ({ personId, role }) => {
          const known = await person(personId as PersonId);
          return known === undefined ? [] : [{ person: known, role }];
        }),
      );
      return found.flat();
    },
    /** @returns false when it would leave the workspace without an owner; then nothing changed. */
    async setRole(workspaceId: WorkspaceId, personId: PersonId, role: Role | undefined): Promise<boolean> {
      const before = (await db.member.get({ workspaceId, personId }).go({ consistent: true })).data?.role;
      if (before === "owner" && role !== "owner") {
        // the set of owners decides, in one write: of two owners who leave at once, each on the other's staying, one stays
        const owners = (await workspaceRow(workspaceId))?.owners ?? [];
        const staying = owners.find((owner) => owner !== personId);
        if (staying === undefined) return false;
        const left = await unlessRefused(
          db.workspace
            .patch({ workspaceId })
            .delete({ owners: [personId] })
            .where((attributes, { contains }) => contains(attributes.owners, staying as never))
            .go(),
        );
        if (left === undefined) return false;
      }
      if (role === undefined) await db.member.delete({ workspaceId, personId }).go();
      else await db.member.put({ workspaceId, personId, role }).go();
      if (role === "owner")
        await db.workspace
          .patch({ workspaceId })
          .add({ owners: [personId] })
          .go();
      await raise(db, workspaceId, "workspace");
      return true;
    },

    async themes(workspaceId: WorkspaceId): Promise<StoredTheme[]> {
      const rows = await themeRows(workspaceId);
      return rows
        .filter((row) => row.goneInto === undefined)
        .map((row) => ({ ...ThemeDefinition.parse(JSON.parse(row.definition)), order: row.order }));
    },
    /** What became of themes that are no more, for claims that still name them. */
    async themesNow(workspaceId: WorkspaceId): Promise<ThemesNow> {
      const rows = await themeRows(workspaceId);
      const gone = new Map<ThemeId, ThemeId | undefined>();
      for (const { themeId, goneInto } of rows) {
        if (goneInto !== undefined) gone.set(themeId as ThemeId, goneInto === "-" ? undefined : (goneInto as ThemeId));
      }
      // the last theme of an order is the one that frames the rest
      const fallback = rows.findLast((row) => row.goneInto === undefined)?.themeId as ThemeId | undefined;
      return { gone, fallback };
    },
    async putTheme(workspaceId: WorkspaceId, { order, ...theme }: StoredTheme) {
      await db.theme.put({ workspaceId, themeId: theme.id, definition: JSON.stringify(theme), order }).go();
      await raise(db, workspaceId, "themes");
    },
    async removeTheme(workspaceId: WorkspaceId, themeId: ThemeId, into: ThemeId | undefined) {
      await db.theme
        .patch({ workspaceId, themeId })
        .set({ goneInto: into ?? "-" })
        .go();
      await raise(db, workspaceId, "themes");
    },

    async state(workspaceId: WorkspaceId, personId: PersonId): Promise<unknown> {
      const { data } = await db.state.get({ workspaceId, personId }).go({ consistent: true });
      return data === null ? {} : JSON.parse(data.state);
    },
    async putState(workspaceId: WorkspaceId, personId: PersonId, state: unknown) {
      await db.state.put({ workspaceId, personId, state: JSON.stringify(state) }).go();
    },
  };
}
