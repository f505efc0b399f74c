import type { Role } from "../api/shapes.ts";

const RANK: Record<Role, number> = { reader: 0, expert: 1, editor: 2, owner: 3 };

/** Roles are cumulative. What a role may not do is not offered; the server decides all the same. */
export const mayDo = (role: Role | undefined, needed: Role) => role !== undefined && RANK[role] >= RANK[needed];
