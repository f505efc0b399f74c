/** Who listens to the console at the moment; several readings in one process share what is said. */
const listeners = new Set<(message: string) => void>();
let original: { warn: typeof console.warn; log: typeof console.log } | undefined;

/**
 * Runs `read` and counts what pdfjs complains of in a page's content: operators that are none. It says so only on the
 * console, which is taken over meanwhile (and kept quiet: one damaged file has thousands of complaints).
 */
export async function countingComplaints<Result>(
  read: () => Promise<Result>,
): Promise<{ result: Result; complaints: number }> {
  let complaints = 0;
  const listen = (message: string) => {
    if (/Unknown command|Skipping command/.test(message)) complaints++;
  };
  listeners.add(listen);
  if (!original) {
    original = { warn: console.warn, log: console.log };
    const hear = (message: unknown) => {
      for (const listener of listeners) listener(String(message));
    };
    console.warn = hear;
    console.log = hear;
  }
  try {
    return { result: await read(), complaints };
  } finally {
    listeners.delete(listen);
    if (listeners.size === 0 && original) {
      Object.assign(console, original);
      original = undefined;
    }
  }
}
