const KEY = "belaeg.token";
type Listener = () => void;
const listeners = new Set<Listener>();

/** The bearer token of the person at this browser. Kept across tabs, so that unsent decisions can still be sent. */
export const session = {
  token: (): string | undefined => localStorage.getItem(KEY) ?? undefined,
  begin(token: string): void {
    localStorage.setItem(KEY, token);
    for (const tell of listeners) tell();
  },
  end(): void {
    localStorage.removeItem(KEY);
    for (const tell of listeners) tell();
  },
  /** @returns a function that stops listening. */
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
