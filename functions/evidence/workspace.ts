import { z } from "zod";
import { PersonId, WorkspaceId } from "./ids.ts";

export const Role = z.enum(["reader", "expert", "editor", "owner"]);
export type Role = z.infer<typeof Role>;

/** Roles are cumulative: whoever may do the later may do the earlier. */
export const atLeast = (role: Role, needed: Role) => Role.options.indexOf(role) >= Role.options.indexOf(needed);

export const Person = z.object({ id: PersonId, name: z.string(), email: z.string() });
export type Person = z.infer<typeof Person>;

export const Member = z.object({
  person: Person,
  role: Role,
  /** She has not signed in yet with the address she was invited by: till then the role waits, and only so long. */
  invited: z.object({ until: z.string() }).optional(),
});
export type Member = z.infer<typeof Member>;

export const WorkspaceSettings = z.object({
  reviewersPerClaim: z.union([z.literal(1), z.literal(2)]).default(1),
  /** Which engine reads new reports. Text leaves the machine only with `openai`. */
  engine: z.enum(["local", "openai"]).default("local"),
  modelRegion: z.string().max(60).optional(),
});
export type WorkspaceSettings = z.infer<typeof WorkspaceSettings>;

/** One synthesis: its reports, themes, claims, drafts and members. `role` is the asker's own. */
export const Workspace = z.object({ id: WorkspaceId, name: z.string(), settings: WorkspaceSettings, role: Role });
export type Workspace = z.infer<typeof Workspace>;
