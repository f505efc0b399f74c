import { derive, type PersonId, type WorkspaceId } from "../evidence/ids.ts";
import type { Member, Person, Role } from "../evidence/workspace.ts";
import type { Store } from "../store/dynamo-store.ts";
import type { Invitation } from "../store/invitation-store.ts";

/** How long a role waits for somebody to sign in. */
const INVITED_DAYS = 30;

type MemberStore = Pick<
  Store,
  "members" | "invitations" | "personByEmail" | "role" | "setRole" | "putInvitation" | "removeInvitation"
>;

/** Somebody who has only been invited has no id yet: this one stands for her address until she signs in. */
const invitedId = (email: string) => `per_${derive("invited", email)}` as PersonId;

const memberOf = ({ email, role, expiresAt }: Invitation): Member => ({
  person: { id: invitedId(email), name: email, email },
  role,
  invited: { until: new Date(expiresAt * 1000).toISOString() },
});

/** Who is in the workspace, and after them who has been invited. */
export async function membersOf(store: MemberStore, workspaceId: WorkspaceId): Promise<Member[]> {
  const [members, invitations] = await Promise.all([store.members(workspaceId), store.invitations(workspaceId)]);
  return [...members, ...invitations.map(memberOf)];
}

/**
 * Gives the holder of an address a role: at once where she is known by it, else when she first signs in with it.
 * @returns `forbidden` where only an owner may, `last-owner` where it would leave the workspace without one.
 */
export async function addMember(
  store: MemberStore,
  workspace: { id: WorkspaceId; role: Role },
  asked: { email: string; role: Role },
  by: Person,
  now: Date,
): Promise<Member | "forbidden" | "last-owner"> {
  const email = asked.email.toLowerCase();
  const { role } = asked;
  const mayTouch = (before: Role | undefined) => workspace.role === "owner" || (role !== "owner" && before !== "owner");
  const person = await store.personByEmail(email);
  if (person !== undefined) {
    if (!mayTouch(await store.role(workspace.id, person.id))) return "forbidden";
    return (await store.setRole(workspace.id, person.id, role)) ? { person, role } : "last-owner";
  }
  const before = (await store.invitations(workspace.id)).find((one) => one.email === email);
  if (!mayTouch(before?.role)) return "forbidden";
  const expiresAt = Math.floor(now.getTime() / 1000) + INVITED_DAYS * 86_400;
  const invitation = { workspaceId: workspace.id, email, role, invitedBy: by.id, expiresAt };
  await store.putInvitation(invitation);
  return memberOf(invitation);
}

/** Another role for a member, or none. @returns false where it would leave the workspace without an owner. */
export async function changeMember(
  store: MemberStore,
  workspaceId: WorkspaceId,
  { person, invited }: Member,
  role: Role | undefined,
): Promise<boolean> {
  const waiting = (await store.invitations(workspaceId)).find(({ email }) => email === person.email.toLowerCase());
  if (invited === undefined) {
    // a role that still waits for her address must not bring her back
    if (role === undefined && waiting !== undefined) await store.removeInvitation(workspaceId, waiting.email);
    return store.setRole(workspaceId, person.id, role);
  }
  if (waiting === undefined) return true;
  if (role === undefined) await store.removeInvitation(workspaceId, waiting.email);
  else await store.putInvitation({ ...waiting, role });
  return true;
}
