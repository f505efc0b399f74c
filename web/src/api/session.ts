/**
 * Whether somebody is signed in at this browser. On one machine what proves it is a cookie that no script can read; with
 * an authority's identity provider it is its access token, kept for this tab only.
 */
const KEY = "belaeg.signed-in";
const BEARER = "belaeg.bearer";
type Listener = () => void;
const listeners = new Set<Listener>();
const tellAll = () => {
  for (const tell of listeners) tell();
};

export const session = {
  signedIn(): boolean {
    const how = localStorage.getItem(KEY);
    // another tab's token is not ours to have: the provider gives this tab its own, without asking again
    return how !== null && (how !== "provider" || session.bearer() !== undefined);
  },
  bearer: (): string | undefined => sessionStorage.getItem(BEARER) ?? undefined,
  begin(bearer?: string): void {
    if (bearer !== undefined) sessionStorage.setItem(BEARER, bearer);
    localStorage.setItem(KEY, bearer === undefined ? "cookie" : "provider");
    tellAll();
  },
  /** Also after a 401: what proved it has run out. What was not sent yet is kept until somebody signs in again. */
  end(): void {
    sessionStorage.removeItem(BEARER);
    localStorage.removeItem(KEY);
    tellAll();
  },
  /** Hears of it in this tab and the others. @returns a function that stops listening. */
  onChange(listener: Listener): () => void {
    const stored = (event: StorageEvent) => {
      if (event.key === KEY) listener();
    };
    listeners.add(listener);
    addEventListener("storage", stored);
    return () => {
      listeners.delete(listener);
      removeEventListener("storage", stored);
    };
  },
};
