import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { QueryCommand } from "@aws-sdk/client-dynamodb";
import type { ReportId, ThemeId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { startApi } from "../connected/api/rig.ts";
import { aClaim } from "../evidence-builders.ts";

const REPORTS = 50;

const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

async function times(count: number, work: (i: number) => Promise<unknown>): Promise<{ p50: number; p95: number }> {
  const taken: number[] = [];
  for (let i = 0; i < count; i++) {
    const from = performance.now();
    await work(i);
    taken.push(performance.now() - from);
  }
  taken.sort((a, b) => a - b);
  return { p50: at(taken, 0.5), p95: at(taken, 0.95) };
}

const line = (what: string, { p50, p95 }: { p50: number; p95: number }, note = "") =>
  console.log(
    `${what.padEnd(44)} p50 ${p50.toFixed(1).padStart(8)} ms   p95 ${p95.toFixed(1).padStart(8)} ms   ${note}`,
  );

/**
 * The review API on the embedded DynamoDB with `--claims` (5,000) claims in 50 reports: what a list, a filter, a search
 * and a decision cost. The peer is the same table read as one would without a copy: every claim, at every request.
 */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { claims: { type: "string", default: "5000" } } });
  const each = Math.max(1, Math.round(Number(values.claims) / REPORTS));
  const api = await startApi();
  try {
    console.log(
      `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, ${each * REPORTS} claims, ${REPORTS} reports`,
    );
    const ws: WorkspaceId = await api.workspace();
    const ids: string[] = [];
    for (let report = 0; report < REPORTS; report++) {
      const { claims } = await api.readReport(ws, (reportId: ReportId) =>
        Array.from({ length: each }, (_, i) =>
          aClaim(reportId, {
            text: `Udsagn ${i} om ventetid i Aarhus, rapport-${report}-`,
            themes: [(i % 2 === 0 ? "treatment" : "screening") as ThemeId],
          }),
        ),
      );
      ids.push(...claims.map(({ id }) => id));
    }
    const get = (query: string) => api.as("reader", "GET", `/workspaces/${ws}/claims?${query}`);

    const cold = await times(5, () => api.another().storedClaims(ws));
    line("all claims, a process that knows none", cold);
    await get("limit=50");
    const list = await times(40, () => get("limit=50"));
    line("list, first 50", list);
    line("list, 200 at a time", await times(20, () => get("limit=200")));
    line("filter by theme and status", await times(40, () => get("theme=screening&status=pending&limit=50")));
    line("search in text and quotes", await times(40, (i) => get(`q=%C3%A5rhus+rapport-${i}-&limit=50`)));
    line("themes with counts", await times(20, () => api.as("reader", "GET", `/workspaces/${ws}/themes`)));
    const decide = await times(100, (i) =>
      api.as("expert1", "POST", `/workspaces/${ws}/claims/${ids[i * 7]}/decisions`, {
        verdict: "accept",
        expectedVersion: 0,
      }),
    );
    line("a decision", decide);
    line(
      "a decision, then the list",
      await times(30, async (i) => {
        await api.as("expert1", "POST", `/workspaces/${ws}/claims/${ids[i * 7 + 1]}/decisions`, {
          verdict: "accept",
          expectedVersion: 0,
        });
        await get("limit=50");
      }),
    );
    line("audit trail, 50 of it", await times(20, () => api.as("reader", "GET", `/workspaces/${ws}/decisions`)));

    const partitions = (await api.store.reports(ws)).map(({ id }) => `ws#${ws}#claim#${id}`);
    const peer = await times(5, () =>
      Promise.all(
        partitions.map((pk) =>
          api.dynamo.send(
            new QueryCommand({
              TableName: "belaeg",
              KeyConditionExpression: "pk = :pk",
              ExpressionAttributeValues: { ":pk": { S: pk } },
            }),
          ),
        ),
      ),
    );
    line("peer: every claim read at every request", peer, `list is ${(peer.p50 / list.p50).toFixed(0)} times faster`);
  } finally {
    await api.stop();
  }
}
