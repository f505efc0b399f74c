import { send } from "./client.ts";
import { session } from "./session.ts";

/** Takes the cookie away. Without a connection only this browser forgets; the cookie runs out by itself. */
export function signOut(): void {
  void send("POST", "/auth/logout", { body: {} })
    .catch(() => undefined)
    .finally(() => session.end());
}
