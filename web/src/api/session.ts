/**
 * Whether somebody is signed in at this browser, as far as its tabs know. What proves it is a cookie that no script can
 * read, so this is only a note: every tab has the same one, and the server has the last word.
 */
const KEY = "belaeg.signed-in";
/** Signed out here while the server could not be told; it is told before anybody comes in again. */
const LEAVING = "leaving";

/** @param elsewhere true where another tab has changed it. */
type Listener = (elsewhere: boolean) => void;
const listeners = new Set<Listener>();
const tellAll = (elsewhere = false) => {
  for (const tell of listeners) tell(elsewhere);
};
const noted = () => localStorage.getItem(KEY);

let isOver = false;
let hasServed = false;

if (typeof addEventListener === "function") {
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEY) return;
    // signed out on purpose: this tab shows nothing more either
    if (newValue === null || newValue === LEAVING) {
      isOver = false;
      hasServed = false;
    }
    tellAll(true);
  });
}

export const session = {
  signedIn: (): boolean => !isOver && ![null, LEAVING].includes(noted()),
  /** The session ended under a page that is in use. The page stays; whatever is written in it stays. */
  isOver: (): boolean => isOver,
  isLeaving: (): boolean => noted() === LEAVING,
  begin(): void {
    isOver = false;
    // another value each time, so that other tabs hear of it: it may be somebody else now
    localStorage.setItem(KEY, String(Date.now()));
    tellAll();
  },
  /** The server says that somebody is signed in. */
  found(): void {
    if ([null, LEAVING].includes(noted())) session.begin();
    else if (isOver) {
      isOver = false;
      tellAll();
    }
  },
  /** This tab has been answered as somebody: from now on it may hold what must not be thrown away. */
  serves(): void {
    hasServed = true;
  },
  /** A 401: nobody is signed in, or no longer. What was not sent yet is kept until she signs in again. */
  refused(): void {
    const before = session.signedIn();
    if (hasServed) isOver = true;
    else if (!session.isLeaving()) localStorage.removeItem(KEY);
    if (before) tellAll();
  },
  /** Signed out on purpose. */
  end({ isTold }: { isTold: boolean }): void {
    isOver = false;
    hasServed = false;
    if (isTold) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, LEAVING);
    tellAll();
  },
  /** Hears of it in this tab and the others. @returns a function that stops listening. */
  onChange(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Resolves when somebody is signed in, or never where the signal comes before. */
  again: (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const stop = session.onChange(() => {
        if (!session.signedIn()) return;
        stop();
        resolve();
      });
      signal.addEventListener("abort", () => {
        stop();
        resolve();
      });
      if (session.signedIn()) {
        stop();
        resolve();
      }
    }),
};
