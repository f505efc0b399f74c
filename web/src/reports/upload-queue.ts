import { post } from "../api/client.ts";
import type { Report } from "../api/shapes.ts";
import { hashFile } from "./hash-file.ts";
import { sendFile, type UploadPlace } from "./send-file.ts";

export interface Upload {
  id: number;
  ws: string;
  file: File;
  phase: "waiting" | "hashing" | "sending" | "sent" | "exists" | "failed";
  /** Bytes hashed or sent. */
  done: number;
  report?: Report;
  error?: unknown;
}

/** How many files are on the line at once: more only makes each slower. */
const AT_ONCE = 2;

type Announced = { report: Report; upload?: UploadPlace };

/** Files on their way to the store. Outlives the screen, so that one can go on working meanwhile. */
class UploadQueue {
  #uploads: readonly Upload[] = [];
  #stops = new Map<number, AbortController>();
  #listeners = new Set<() => void>();
  #next = 1;

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
  readonly all = () => this.#uploads;

  add(ws: string, files: Iterable<File>): void {
    const added = Array.from(files, (file): Upload => ({ id: this.#next++, ws, file, phase: "waiting", done: 0 }));
    this.#set([...this.#uploads, ...added]);
    this.#pump();
  }

  /** Stops it if it is on its way, and forgets it. */
  drop(id: number): void {
    this.#stops.get(id)?.abort();
    this.#set(this.#uploads.filter((upload) => upload.id !== id));
  }

  retry(id: number): void {
    this.#change(id, { phase: "waiting", done: 0, error: undefined });
    this.#pump();
  }

  #pump(): void {
    while (this.#stops.size < AT_ONCE) {
      const next = this.#uploads.find((upload) => upload.phase === "waiting");
      if (!next) return;
      const stop = new AbortController();
      this.#stops.set(next.id, stop);
      this.#change(next.id, { phase: "hashing" });
      void this.#carry(next, stop.signal)
        .catch((error: unknown) => {
          if (!stop.signal.aborted) this.#change(next.id, { phase: "failed", error });
        })
        .finally(() => {
          this.#stops.delete(next.id);
          this.#pump();
        });
    }
  }

  async #carry({ id, ws, file }: Upload, signal: AbortSignal): Promise<void> {
    const progress = (done: number) => this.#change(id, { done });
    const sha256 = await hashFile(file, progress, signal);
    const facts = { fileName: file.name, byteSize: file.size, sha256 };
    const { report, upload } = await post<Announced>(`/workspaces/${ws}/reports`, facts, { signal });
    if (!upload) {
      this.#change(id, { phase: "exists", report });
      return;
    }
    this.#change(id, { phase: "sending", done: 0, report });
    await sendFile(upload, file, progress, signal);
    this.#change(id, { phase: "sent", done: file.size });
  }

  #change(id: number, change: Partial<Upload> & { error?: unknown }): void {
    this.#set(this.#uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  }

  /** Asked by the browser before the page closes: what is on its way would be cut off. */
  readonly #warn = (event: BeforeUnloadEvent) => event.preventDefault();

  #set(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    const busy = uploads.some(({ phase }) => phase === "waiting" || phase === "hashing" || phase === "sending");
    if (busy) addEventListener("beforeunload", this.#warn);
    else removeEventListener("beforeunload", this.#warn);
    for (const tell of this.#listeners) tell();
  }
}

export const uploadQueue = new UploadQueue();
