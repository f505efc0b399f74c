import { z } from "zod";
import type { WorkspaceId } from "../../evidence/ids.ts";
import { DEFAULT_THEMES } from "../../evidence/theme.ts";
import { Member, Workspace, WorkspaceSettings } from "../../evidence/workspace.ts";
import { ApiError } from "../api-error.ts";
import { addMember, changeMember, membersOf } from "../members.ts";
import { page } from "../paging.ts";
import { forPeople, inWorkspace, json, nothing } from "../route.ts";
import { listOf, MemberChanges, NewMember, NewWorkspace, Paging, WorkspaceChanges } from "../shapes.ts";

const one = z.object({ workspace: Workspace });
const member = z.object({ member: Member });

export const workspaceRoutes = [
  forPeople({
    method: "get",
    path: "/workspaces",
    summary: "The workspaces I am a member of.",
    query: z.strictObject(Paging),
    answers: { 200: { description: "A page of them.", schema: listOf(Workspace) } },
    handle: async ({ deps, person, query }) => {
      const danish = new Intl.Collator("da");
      const mine = await deps.store.workspacesOf(person.id);
      return json(
        page(
          mine.sort((a, b) => danish.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)),
          query,
        ),
      );
    },
  }),
  forPeople({
    method: "post",
    path: "/workspaces",
    summary: "Make a workspace with the default themes. Whoever makes it owns it.",
    body: NewWorkspace,
    answers: { 201: { description: "The new workspace.", schema: one } },
    handle: async ({ deps, person, body, newId }) => {
      const id = newId("wsp") as WorkspaceId;
      const settings = WorkspaceSettings.parse(body.settings ?? {});
      await deps.store.createWorkspace({ id, name: body.name, settings }, person.id, DEFAULT_THEMES);
      return json({ workspace: { id, name: body.name, settings, role: "owner" } }, 201);
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}",
    summary: "One workspace.",
    answers: { 200: { description: "The workspace.", schema: one } },
    handle: async ({ workspace }) => json({ workspace }),
  }),
  inWorkspace("editor", {
    method: "patch",
    path: "/workspaces/{ws}",
    summary: "Another name or other settings.",
    body: WorkspaceChanges,
    answers: { 200: { description: "The workspace as it is now.", schema: one } },
    handle: async ({ deps, workspace, body }) => {
      const settings = WorkspaceSettings.parse({ ...workspace.settings, ...body.settings });
      const name = body.name ?? workspace.name;
      await deps.store.updateWorkspace(workspace.id, { name, settings });
      return json({ workspace: { ...workspace, name, settings } });
    },
  }),
  inWorkspace("owner", {
    method: "delete",
    path: "/workspaces/{ws}",
    summary: "Delete the workspace and everything in it, for good.",
    answers: { 204: { description: "Gone." } },
    handle: async ({ deps, workspace }) => {
      for (const report of await deps.store.reports(workspace.id)) await deps.objects.removeReport(report);
      await deps.store.deleteWorkspace(workspace.id);
      return nothing();
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/members",
    summary: "Who is in the workspace, and in which role.",
    query: z.strictObject(Paging),
    answers: { 200: { description: "A page of members.", schema: listOf(Member) } },
    handle: async ({ deps, workspace, query }) => {
      const danish = new Intl.Collator("da");
      const members = await membersOf(deps.store, workspace.id);
      members.sort((a, b) => danish.compare(a.person.name, b.person.name) || (a.person.id < b.person.id ? -1 : 1));
      const { items, ...rest } = page(
        members.map((each) => ({ id: each.person.id, each })),
        query,
      );
      return json({ items: items.map(({ each }) => each), ...rest });
    },
  }),
  inWorkspace("editor", {
    method: "post",
    path: "/workspaces/{ws}/members",
    summary:
      "Give somebody a role; an address that nobody has signed in with is invited (`invited`). Only an owner makes another owner.",
    body: NewMember,
    answers: { 201: { description: "The member.", schema: member } },
    handle: async ({ deps, workspace, person, body }) => {
      const added = await addMember(deps.store, workspace, body, person, deps.now());
      if (typeof added === "string") throw new ApiError(added);
      return json({ member: added }, 201);
    },
  }),
  inWorkspace("editor", {
    method: "patch",
    path: "/workspaces/{ws}/members/{personId}",
    summary: "Change a member's role. An owner always remains.",
    body: MemberChanges,
    answers: { 200: { description: "The member.", schema: member } },
    handle: async ({ deps, workspace, named, body }) => {
      const touchesOwner = body.role === "owner" || named.member.role === "owner";
      if (touchesOwner && workspace.role !== "owner") throw new ApiError("forbidden");
      if (!(await changeMember(deps.store, workspace.id, named.member, body.role))) throw new ApiError("last-owner");
      return json({ member: { ...named.member, role: body.role } });
    },
  }),
  inWorkspace("editor", {
    method: "delete",
    path: "/workspaces/{ws}/members/{personId}",
    summary: "Take a member out, or an invitation back. What she decided stays.",
    answers: { 204: { description: "Out." } },
    handle: async ({ deps, workspace, named }) => {
      if (named.member.role === "owner" && workspace.role !== "owner") throw new ApiError("forbidden");
      if (!(await changeMember(deps.store, workspace.id, named.member, undefined))) throw new ApiError("last-owner");
      return nothing();
    },
  }),
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/me/state",
    summary: "What this client remembered for me here: place, filters, keys, tour.",
    answers: { 200: { description: "Whatever was put.", schema: z.object({ state: z.unknown() }) } },
    handle: async ({ deps, workspace, person }) => json({ state: await deps.store.state(workspace.id, person.id) }),
  }),
  inWorkspace("reader", {
    method: "put",
    path: "/workspaces/{ws}/me/state",
    summary: "Remember this for me here. At most 16 kB; the server does not look into it.",
    bodyBytes: 16_384,
    body: z.record(z.string(), z.unknown()).describe("`{state: …}`, or the state itself."),
    answers: { 200: { description: "Remembered.", schema: z.object({ state: z.unknown() }) } },
    handle: async ({ deps, workspace, person, body }) => {
      const state = Object.keys(body).length === 1 && "state" in body ? body.state : body;
      await deps.store.putState(workspace.id, person.id, state ?? {});
      return json({ state: state ?? {} });
    },
  }),
];
