import { z } from "zod";
import { Person, Workspace } from "../../evidence/workspace.ts";
import { ApiError } from "../api-error.ts";
import { forPeople, json, open } from "../route.ts";
import { clearedCookies } from "../session-cookie.ts";

export const sessionRoutes = [
  open({
    method: "get",
    path: "/health",
    summary: "Is the service up, and which version is it?",
    answers: { 200: { description: "It is.", schema: z.object({ status: z.literal("ok"), version: z.string() }) } },
    handle: async ({ deps }) => json({ status: "ok", version: deps.version }),
  }),
  open({
    method: "get",
    path: "/auth/config",
    summary: "How to sign in: an OIDC issuer and client id, or the people of this machine.",
    answers: {
      200: {
        description: "The way to sign in.",
        schema: z.union([
          z.object({
            issuer: z.string(),
            clientId: z.string(),
            audience: z.string().optional(),
            login: z.string().optional(),
          }),
          z.object({
            local: z.literal(true),
            people: z.array(z.object({ email: z.string(), name: z.string(), role: z.string().optional() })),
          }),
        ]),
      },
    },
    handle: async ({ deps }) => json(await deps.auth.config()),
  }),
  open({
    method: "post",
    path: "/auth/logout",
    summary:
      "End the session at once, here or everywhere. `endSession` is where the identity provider forgets one too.",
    body: z.strictObject({ everywhere: z.boolean().optional() }).optional(),
    answers: { 200: { description: "Signed out.", schema: z.object({ endSession: z.string().optional() }) } },
    handle: async ({ deps, request, body }) => {
      const ended = (await deps.auth.signOut?.(request, body?.everywhere === true)) ?? {};
      if (ended === "nobody") throw new ApiError("unauthenticated");
      const response = json(ended);
      for (const cookie of clearedCookies()) response.headers.append("set-cookie", cookie);
      return response;
    },
  }),
  forPeople({
    method: "get",
    path: "/auth/session",
    summary: "Who is signed in, and until when: `idleUntil` moves on while somebody is there, `endsAt` does not.",
    answers: {
      200: {
        description: "The session, by the server's clock; without times where it has none.",
        schema: z.object({
          person: Person,
          now: z.string().optional(),
          idleUntil: z.string().optional(),
          endsAt: z.string().optional(),
        }),
      },
    },
    handle: async ({ deps, request, person }) => {
      const times = await deps.auth.session?.(request);
      const at = (seconds: number) => new Date(seconds * 1000).toISOString();
      if (times === undefined) return json({ person });
      return json({
        person,
        now: at(times.now),
        idleUntil: at(times.idleUntil),
        endsAt: at(times.endsAt),
      });
    },
  }),
  forPeople({
    method: "get",
    path: "/me",
    summary: "Who am I, and which workspaces am I in?",
    answers: {
      200: { description: "The asker.", schema: z.object({ person: Person, workspaces: z.array(Workspace) }) },
    },
    handle: async ({ deps, person }) => {
      const workspaces = await deps.store.workspacesOf(person.id);
      const danish = new Intl.Collator("da");
      return json({ person, workspaces: workspaces.sort((a, b) => danish.compare(a.name, b.name)) });
    },
  }),
];
