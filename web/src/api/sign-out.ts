import { post } from "./client.ts";
import { session } from "./session.ts";

let elsewhere: string | undefined;

/** Where the identity provider forgets one too, after signing out here; until then it lets one in again without asking. */
export const signedOutOf = (): string | undefined => elsewhere;

/** Ends the session on the server, here or everywhere. Without a connection it is ended as soon as there is one. */
export function signOut(everywhere = false): void {
  post<{ endSession?: string }>("/auth/logout", everywhere ? { everywhere } : {}).then(
    ({ endSession }) => {
      elsewhere = endSession;
      session.end({ isTold: true });
    },
    () => session.end({ isTold: false }),
  );
}
