import type { Role } from "../api/shapes.ts";

const ORDER: readonly Role[] = ["reader", "expert", "editor", "owner"];

/** Roles are cumulative: whoever may do the later may do the earlier. The server decides; this only spares a refusal. */
export const atLeastRole = (role: Role, needed: Role) => ORDER.indexOf(role) >= ORDER.indexOf(needed);
