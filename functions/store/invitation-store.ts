import type { PersonId, WorkspaceId } from "../evidence/ids.ts";
import type { Role } from "../evidence/workspace.ts";
import type { Entities } from "./entities.ts";

/** A role that waits for whoever signs in with the address. */
export interface Invitation {
  workspaceId: WorkspaceId;
  /** In small letters. */
  email: string;
  role: Role;
  invitedBy: PersonId;
  /** Seconds since 1970. */
  expiresAt: number;
}

/** Invitations by workspace and by address. One that has expired is not there, though its row may still be. */
export function invitationStore(db: Entities, now: () => Date) {
  const inForce = ({ expiresAt }: { expiresAt: number }) => expiresAt > now().getTime() / 1000;
  const from = (row: { workspaceId: string; email: string; role: Role; invitedBy: string; expiresAt: number }) => ({
    workspaceId: row.workspaceId as WorkspaceId,
    email: row.email,
    role: row.role,
    invitedBy: row.invitedBy as PersonId,
    expiresAt: row.expiresAt,
  });
  return {
    /** The same address again takes the place of the invitation before. */
    async putInvitation(invitation: Invitation) {
      await db.invitation.put(invitation).go();
    },
    async invitations(workspaceId: WorkspaceId): Promise<Invitation[]> {
      const { data } = await db.invitation.query.byWorkspace({ workspaceId }).go({ pages: "all", consistent: true });
      return data.map(from).filter(inForce);
    },
    async invitationsFor(email: string): Promise<Invitation[]> {
      const { data } = await db.invitation.query.byEmail({ email }).go({ pages: "all" });
      return data.map(from).filter(inForce);
    },
    async removeInvitation(workspaceId: WorkspaceId, email: string) {
      await db.invitation.delete({ workspaceId, email }).go();
    },
  };
}
