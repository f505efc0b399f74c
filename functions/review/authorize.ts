import { atLeast, type Role } from "../evidence/workspace.ts";
import { ApiError } from "./api-error.ts";

/**
 * The one place that says yes or no. Who is no member is told the workspace is not there; who is, that the role is too low.
 * @param role the asker's role in the workspace; `undefined` for somebody who is no member.
 */
export function authorize(role: Role | undefined, needed: Role): asserts role is Role {
  if (role === undefined) throw new ApiError("not-found");
  if (!atLeast(role, needed)) throw new ApiError("forbidden");
}
