import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { until } from "./pipeline-rig.ts";

const MAIN = fileURLToPath(new URL("../../stacks/local/main.ts", import.meta.url));

export interface Belaeg {
  process: ChildProcess;
  origin: string;
  said(): string;
  /** @returns its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
}

/** Runs `npm start`'s program with `args` until it ends or says where it is. */
export async function runBelaeg(args: readonly string[]): Promise<Belaeg> {
  // a group of its own, as a terminal gives it one
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? code ?? -1));
  });
  await Promise.race([
    ended,
    until(
      async () => said,
      (text) => /http:\/\/\S+/.test(text),
      60,
    ),
  ]);
  return { process: child, origin: /http:\/\/[^\s]+/.exec(said)?.[0] ?? "", said: () => said, ended };
}

/** Ctrl-C: the terminal sends it to every process of the group. */
export const interrupt = ({ process: child }: Belaeg) => process.kill(-child.pid!, "SIGINT");

/** The power goes: every process of the group at once, none of them warned. */
export function powerCut({ process: child }: Belaeg): void {
  try {
    process.kill(-child.pid!, "SIGKILL");
  } catch (error) {
    // nothing of it is left
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Processes of the same group that still run. */
export async function leftOf({ process: child }: Belaeg): Promise<string[]> {
  const left: string[] = [];
  for (const pid of await readdir("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (Number(group) === child.pid && state !== "Z") left.push(stat.slice(0, 60));
  }
  return left;
}

/** The process number of its worker: the child that runs the stages. */
export async function workerOf(belaeg: Belaeg): Promise<number> {
  for (const entry of await readdir("/proc")) {
    const command = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => "") : "";
    const stat = command.includes("worker.ts") ? await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "") : "";
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (parent === belaeg.process.pid) return Number(entry);
  }
  throw new Error("no worker");
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export type Client = Awaited<ReturnType<typeof signIn>>;

/** A client of the published API, as anybody could write one. */
export async function signIn(origin: string, email = "owner@example.test") {
  const post = await fetch(`${origin}/api/auth/local`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email }),
  });
  const { token } = (await post.json()) as { token: string };
  return clientWith(origin, token);
}

/** A client with a token from wherever it comes. */
export function clientWith(origin: string, token: string) {
  async function call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? undefined : JSON.parse(text)) as T };
  }
  return {
    token,
    call,
    get: async <T>(path: string) => (await call<T>("GET", path)).body,
    async workspace(name: string): Promise<string> {
      const { body } = await call<{ workspace: { id: string } }>("POST", "/workspaces", { name });
      return body.workspace.id;
    },
    async upload(workspace: string, bytes: Uint8Array, fileName = "rapport.pdf") {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      const { status, body } = await call<{
        report: { id: string };
        upload?: { url: string; method: string; headers: Record<string, string> };
      }>("POST", `/workspaces/${workspace}/reports`, { fileName, byteSize: bytes.byteLength, sha256 });
      if (body.upload !== undefined) {
        const { url, method, headers } = body.upload;
        const put = await fetch(url, { method, headers, body: new Uint8Array(bytes) });
        if (!put.ok) throw new Error(`upload: ${put.status} ${await put.text()}`);
      }
      return { status, reportId: body.report.id, upload: body.upload };
    },
  };
}

export interface ReportState {
  id: string;
  sha256: string;
  status: string;
  failure?: { code: string; message: string };
  counts: { claims: Record<"pending" | "accepted" | "rejected" | "conflict", number> };
  progress: { done: number; total: number };
}

export const settled = (client: Client, workspace: string, reportId: string, seconds = 60) =>
  until(
    async () => (await client.get<{ report: ReportState }>(`/workspaces/${workspace}/reports/${reportId}`)).report,
    ({ status }) => ["ready", "incomplete", "failed"].includes(status),
    seconds,
  );
