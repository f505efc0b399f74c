type Answer = { done: number } | { sha256: string } | { unreadable: string };

/** SHA-256 of a file as hex, off the main thread. @throws when the file cannot be read any more, or on abort. */
export function hashFile(file: File, onProgress: (bytes: number) => void, signal: AbortSignal): Promise<string> {
  const worker = new Worker(new URL("./hash-worker.ts", import.meta.url), { type: "module" });
  return new Promise<string>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new DOMException("stopped", "AbortError")));
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
      if ("done" in data) onProgress(data.done);
      else if ("sha256" in data) resolve(data.sha256);
      else reject(new Error(data.unreadable));
    });
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}
