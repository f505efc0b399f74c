/** Whether somebody is signed in at this browser. What proves it is a cookie that no script can read. */
const KEY = "belaeg.signed-in";
type Listener = () => void;
const listeners = new Set<Listener>();
const tellAll = () => {
  for (const tell of listeners) tell();
};

export const session = {
  signedIn: (): boolean => localStorage.getItem(KEY) !== null,
  begin(): void {
    localStorage.setItem(KEY, new Date().toISOString());
    tellAll();
  },
  /** Also after a 401: the cookie has run out. What was not sent yet is kept until somebody signs in again. */
  end(): void {
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
