/**
 * Starts Belæg as a newcomer does (`npm start` on empty data), waits until a sample report is read and its claims can be
 * asked for, and stops it as a newcomer does (Ctrl-C). Exit 0 when all of that held.
 */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const READY_WITHIN_MS = 90_000;

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

const port = await freePort();
const data = await mkdtemp(path.join(tmpdir(), "belaeg-smoke-"));
const started = Date.now();
const seconds = () => ((Date.now() - started) / 1000).toFixed(1);
const server = spawn("npm", ["start", "--", "--port", String(port), "--data", data], {
  stdio: "inherit",
  detached: true,
});
const ended = new Promise<number | null>((resolve) => server.once("exit", (code) => resolve(code)));

async function ask<T>(route: string, token?: string, body?: unknown): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/api${route}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  let last: unknown;
  while (Date.now() - started < READY_WITHIN_MS) {
    if (server.exitCode !== null) throw new Error(`npm start ended with ${server.exitCode} while waiting for: ${what}`);
    const found = await look().catch((error: unknown) => {
      last = error;
      return undefined;
    });
    if (found !== undefined) {
      console.log(`smoke: ${what} after ${seconds()} s`);
      return found;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`not within ${READY_WITHIN_MS / 1000} s: ${what}`, { cause: last });
}

interface Listed<T> {
  items: T[];
  total?: number;
}

let code = 1;
try {
  await until("health answers", () =>
    ask<{ status: string }>("/health").then((h) => (h.status === "ok" ? h : undefined)),
  );
  const ui = await fetch(`http://127.0.0.1:${port}/`);
  if (!(await ui.text()).includes("<div id=")) throw new Error("the web UI is not served");
  const { token } = await ask<{ token: string }>("/auth/local", undefined, { email: "editor@example.test" });
  const workspace = await until("the sample workspace is there", async () =>
    (await ask<{ workspaces: { id: string }[] }>("/me", token)).workspaces.at(0),
  );
  await until("three reports are read", async () => {
    const { items } = await ask<Listed<{ status: string }>>(`/workspaces/${workspace.id}/reports`, token);
    return items.length >= 3 && items.every((report) => report.status === "ready") ? items : undefined;
  });
  const claims = await ask<Listed<{ text: string }>>(`/workspaces/${workspace.id}/claims?limit=1`, token);
  if (!claims.total) throw new Error("no claims were found in the sample reports");
  await until("a draft has cited statements", async () => {
    const { items } = await ask<Listed<{ statements: unknown[] }>>(
      `/workspaces/${workspace.id}/themes/patient-pathway/drafts`,
      token,
    );
    return items.find((draft) => draft.statements.length > 0);
  });
  console.log(`smoke: ${claims.total} claims, ready after ${seconds()} s`);
  process.kill(-(server.pid ?? 0), "SIGINT");
  const stopped = await Promise.race([ended, new Promise<"late">((resolve) => setTimeout(resolve, 20_000, "late"))]);
  if (stopped === "late") throw new Error("Ctrl-C did not end it within 20 s");
  console.log(`smoke: stopped with ${stopped}`);
  code = 0;
} catch (error) {
  console.error("smoke:", error);
} finally {
  if (server.exitCode === null) process.kill(-(server.pid ?? 0), "SIGKILL");
  await rm(data, { recursive: true, force: true });
}
process.exit(code);
