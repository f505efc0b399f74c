import { createHash } from "node:crypto";
import { access, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The sample reports, written for Belæg, in the order they are uploaded. */
const FOLDER = fileURLToPath(new URL("../../evals/reports", import.meta.url));

const SAMPLE_WORKSPACE = "Kræftplan V (eksempel)";
const OWNER = "owner@example.test";
const MEMBERS = [
  { email: "editor@example.test", role: "editor" },
  { email: "expert1@example.test", role: "expert" },
  { email: "expert2@example.test", role: "expert" },
  { email: "reader@example.test", role: "reader" },
] as const;

/** Left in the data folder when the sample has been loaded: who deletes the sample does not get it back. */
const MARK = "sample-loaded";

export const sampleIsLoaded = (data: string) =>
  access(join(data, MARK)).then(
    () => true,
    () => false,
  );

export const markSampleLoaded = (data: string) => writeFile(join(data, MARK), `${new Date().toISOString()}\n`);

/** How far the loading is: `done` of `total` steps, in words. */
export type Step = (done: number, total: number, what: "reports" | "drafts") => void;

interface ReportState {
  id: string;
  status: string;
  progress: { done: number; total: number };
}

/**
 * Loads the sample workspace as a person would: over HTTP, with presigned uploads, waiting for the stages. Started again
 * after an interruption it goes on: each step finds what is there already.
 * @throws Error naming the step that did not work.
 */
export async function loadSample(origin: string, onStep: Step, signal: AbortSignal): Promise<void> {
  const api = await signedIn(origin, signal);
  const workspace = await ownWorkspace(api);
  const home = `/workspaces/${workspace}`;
  for (const member of MEMBERS) await api.post(`${home}/members`, member, [201, 200, 409]);

  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(".pdf")).sort();
  const reports: string[] = [];
  for (const file of files) reports.push(await upload(api, home, join(FOLDER, file), signal));
  const { items: themes } = await api.get<{ items: { id: string }[] }>(`${home}/themes`);
  const total = reports.length + themes.length;

  let settled = -1;
  while (settled < reports.length) {
    const { items } = await api.get<{ items: ReportState[] }>(`${home}/reports?limit=200`);
    const ours = items.filter(({ id }) => reports.includes(id));
    settled = ours.filter(({ status }) => ["ready", "incomplete", "failed"].includes(status)).length;
    const parts = ours.reduce((sum, { status, progress }) => sum + share(status, progress), 0);
    onStep(parts, total, "reports");
    if (settled < reports.length) await pause(150, signal);
  }

  const waiting = new Map<string, string>();
  for (const { id } of themes) {
    const { items } = await api.get<{ items: { id: string }[] }>(`${home}/themes/${id}/drafts`);
    const draft =
      items[0] ?? (await api.post<{ draft: { id: string } }>(`${home}/themes/${id}/drafts`, {}, [202])).draft;
    waiting.set(id, draft.id);
  }
  while (waiting.size > 0) {
    for (const [theme, id] of waiting) {
      const { draft } = await api.get<{ draft: { status: string } }>(`${home}/drafts/${id}`);
      if (draft.status !== "drafting") waiting.delete(theme);
    }
    onStep(total - waiting.size, total, "drafts");
    if (waiting.size > 0) await pause(150, signal);
  }
}

const share = (status: string, { done, total }: ReportState["progress"]) =>
  ["ready", "incomplete", "failed"].includes(status)
    ? 1
    : status === "extracting" && total > 0
      ? 0.5 + (done / total) * 0.5
      : 0.1;

const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resume, stop) => {
    const timer = setTimeout(resume, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      stop(signal.reason);
    });
  });

interface Api {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown, statuses: readonly number[]): Promise<T>;
}

async function signedIn(origin: string, signal: AbortSignal): Promise<Api> {
  const call = async (method: string, path: string, statuses: readonly number[], token?: string, body?: unknown) => {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      signal,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!statuses.includes(answer.status)) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  const { token } = await call("POST", "/auth/local", [200], undefined, { email: OWNER });
  return {
    get: (path) => call("GET", path, [200], token),
    post: (path, body, statuses) => call("POST", path, statuses, token, body),
  };
}

async function ownWorkspace(api: Api): Promise<string> {
  const { workspaces } = await api.get<{ workspaces: { id: string; name: string }[] }>("/me");
  const there = workspaces.find(({ name }) => name === SAMPLE_WORKSPACE);
  if (there !== undefined) return there.id;
  const made = await api.post<{ workspace: { id: string } }>("/workspaces", { name: SAMPLE_WORKSPACE }, [201]);
  return made.workspace.id;
}

async function upload(api: Api, home: string, file: string, signal: AbortSignal): Promise<string> {
  const bytes = await readFile(file);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const { report, upload } = await api.post<{
    report: { id: string };
    upload?: { method: string; url: string; headers: Record<string, string> };
  }>(`${home}/reports`, { fileName: basename(file), byteSize: bytes.byteLength, sha256 }, [201, 200]);
  if (upload === undefined) return report.id;
  const answer = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: bytes, signal });
  if (!answer.ok) throw new Error(`PUT ${basename(file)}: ${answer.status}`);
  return report.id;
}
