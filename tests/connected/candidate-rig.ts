import type { CandidateId, ClaimId, ReportId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { READER_VERSION } from "../../functions/ingest/reader-version.ts";
import { reviewApp } from "../../functions/review/app.ts";
import { localSignIn } from "../../functions/review/local-sign-in.ts";
import type { Delivery } from "../../functions/runtime/each-message.ts";
import { capturing, deliver, delivery, type Queued, runThrough, uploadNotice } from "./deliveries.ts";
import { pipelineRig, type StageDeps } from "./pipeline-rig.ts";

export type CandidateRig = Awaited<ReturnType<typeof candidateRig>>;

/** The stages by hand, and the API that asks them: what it sends waits in `sent` until a test delivers it. */
export async function candidateRig(options: Parameters<typeof pipelineRig>[0] = {}) {
  const rig = await pipelineRig(options);
  const { store, objects } = rig;
  const sent: Queued[] = [];
  const secret = "a secret of this test only";
  const app = reviewApp({
    store,
    objects,
    outbox: {
      ...rig.outbox,
      async toRead(message) {
        sent.push({ queue: "read", message: message as never });
      },
    },
    auth: localSignIn({ store, secret }),
    version: "0.0.0-test",
    readerVersion: READER_VERSION,
    secret,
  });

  // biome-ignore lint/suspicious/noExplicitAny: a test asks for what it expects and is told by its assertions
  async function as(who: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
    const ask = async (token: string | undefined, method: string, path: string, body?: unknown) =>
      app.request(`http://127.0.0.1/api${path}`, {
        method,
        headers: {
          "content-type": "application/json",
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const { token } = (await (
      await ask(undefined, "POST", "/auth/local", { email: `${who}@example.test` })
    ).json()) as { token: string };
    const response = await ask(token, method, path, body);
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
  }

  let delivered = 0;
  /** Delivers what waits, and what comes of it, until nothing does. */
  async function deliverAll(deps: StageDeps = rig.deps, how: (n: number) => Delivery = (n) => delivery(1, `m${n}`)) {
    const own = capturing(deps, sent);
    for (let next = sent.shift(); next !== undefined; next = sent.shift()) await deliver(own, next, how(delivered++));
  }

  /** A workspace with an editor and two experts, and a report that was read in it. */
  async function readReport(
    bytes: Uint8Array,
    { deps = rig.deps, settings = {} }: { deps?: StageDeps; settings?: object } = {},
  ): Promise<[WorkspaceId, ReportId]> {
    const { body } = await as("editor", "POST", "/workspaces", { name: "Prøve", settings });
    const ws = body.workspace.id as WorkspaceId;
    for (const who of ["expert1", "expert2", "owner"])
      await as("editor", "POST", `/workspaces/${ws}/members`, {
        email: `${who}@example.test`,
        role: who === "owner" ? "owner" : "expert",
      });
    const id = await rig.announceReport(ws, bytes);
    await rig.put(ws, id, bytes);
    await runThrough(deps, uploadNotice(ws, id), "upload", 1_700_000_000_000);
    return [ws, id];
  }

  const at = (ws: WorkspaceId, id: ReportId) => `/workspaces/${ws}/reports/${id}`;

  return {
    ...rig,
    as,
    sent,
    at,
    deliverAll,
    readReport,
    /** Asks for a preview. @returns the candidate's id. */
    async preview(ws: WorkspaceId, id: ReportId, how: object = {}): Promise<CandidateId> {
      const { body } = await as("editor", "POST", `${at(ws, id)}/reread`, { preview: true, ...how });
      return body.report.candidate.id;
    },
    candidate: async (ws: WorkspaceId, id: ReportId) =>
      (await as("editor", "GET", `${at(ws, id)}/candidate`)).body.candidate,
    changes: async (ws: WorkspaceId, id: ReportId, query = "", who = "editor") =>
      (await as(who, "GET", `${at(ws, id)}/candidate/changes?limit=200${query}`)).body.items,
    accept: (ws: WorkspaceId, id: ReportId, candidate: CandidateId, who = "editor") =>
      as(who, "POST", `${at(ws, id)}/candidate/accept`, { candidate }),
    decide: (ws: WorkspaceId, claim: ClaimId, verdict: object = { verdict: "accept" }, who = "expert1") =>
      as(who, "POST", `/workspaces/${ws}/claims/${claim}/decisions`, { expectedVersion: 0, ...verdict }),
  };
}
