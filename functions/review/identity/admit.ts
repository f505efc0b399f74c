import type { PersonId } from "../../evidence/ids.ts";
import { atLeast, type Person } from "../../evidence/workspace.ts";
import type { Store } from "../../store/dynamo-store.ts";
import { type Described, personFrom } from "./claims.ts";

export type AdmitStore = Pick<
  Store,
  "person" | "putPerson" | "invitationsFor" | "removeInvitation" | "role" | "setRole" | "workspace"
>;

/** Keeps who came in, as the provider describes her now, and gives her the roles that waited for her address. */
export async function admit(store: AdmitStore, described: Described): Promise<Person> {
  const person = personFrom(described, await store.person(described.id));
  await store.putPerson(person, described.isVerified);
  if (described.isVerified) await acceptInvitations(store, person.id, person.email);
  return person;
}

/** A role is given before its invitation goes: a process that stops in between leaves work that the next sign-in does. */
async function acceptInvitations(store: AdmitStore, personId: PersonId, email: string): Promise<void> {
  for (const { workspaceId, role } of await store.invitationsFor(email)) {
    const before = await store.role(workspaceId, personId);
    const isThere = (await store.workspace(workspaceId)) !== undefined;
    if (isThere && (before === undefined || !atLeast(before, role))) await store.setRole(workspaceId, personId, role);
    await store.removeInvitation(workspaceId, email);
  }
}
