import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReportId, ThemeId, WorkspaceId } from "../../../functions/evidence/ids.ts";
import { aClaim } from "../../evidence-builders.ts";
import { type Api, startApi } from "../api/rig.ts";

const REPORTS = 50;
const CLAIMS = 100;

let api: Api;
let ws: WorkspaceId;
const ids = new Set<string>();
const reportIds: string[] = [];

beforeAll(async () => {
  api = await startApi();
  ws = await api.workspace();
  for (let report = 0; report < REPORTS; report++) {
    const { report: made, claims } = await api.readReport(ws, (reportId: ReportId) =>
      Array.from({ length: CLAIMS }, (_, i) =>
        aClaim(reportId, {
          text: `Påstand ${i} om ventetid i Aarhus fra rapport-${report}-`,
          kind: i % 3 === 0 ? "challenge" : "finding",
          themes: [(i % 2 === 0 ? "treatment" : "screening") as ThemeId],
          confidence: (i % 10) / 10,
        }),
      ),
    );
    reportIds.push(made.id);
    for (const { id } of claims) ids.add(id);
  }
}, 240_000);
afterAll(() => api.stop());

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const from = performance.now();
  const result = await work();
  return { ms: performance.now() - from, result };
}

/** Every claim as the table gives it, without making anything of it. */
const bareTable = async () =>
  Promise.all(
    reportIds.map((id) =>
      api.dynamo.send(
        new QueryCommand({
          TableName: "belaeg",
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": { S: `ws#${ws}#claim#${id}` } },
        }),
      ),
    ),
  );

const list = (query: string) => api.as("reader", "GET", `/workspaces/${ws}/claims?${query}`);

describe("a workspace of 5,000 claims and 50 reports", () => {
  // times against the bare table in the same minute: a busy machine slows both; `npm run bench -- api` gives them in ms
  it("is read by a process that has never seen it in a few times what the table itself needs", async () => {
    const times: { bare: number; cold: number }[] = [];
    for (let i = 0; i < 3; i++) {
      const bare = (await timed(bareTable)).ms;
      const { ms: cold, result } = await timed(() => api.another().storedClaims(ws));
      expect(result).toHaveLength(REPORTS * CLAIMS);
      times.push({ bare, cold });
    }
    const best = Math.min(...times.map(({ bare, cold }) => cold / bare));
    expect(best).toBeLessThan(8);
  });

  it("answers a page, a filter and a search from then on in less than the table needs to read it", async () => {
    await list("limit=50");
    for (const query of [
      "limit=50",
      "theme=screening&kind=challenge&limit=50",
      "q=%C3%A5rhus+rapport-17-&limit=50",
      "status=pending&sort=confidence&limit=50",
    ]) {
      const ratios: number[] = [];
      for (let i = 0; i < 5; i++) {
        const bare = (await timed(bareTable)).ms;
        ratios.push((await timed(() => list(query))).ms / bare);
      }
      expect(Math.min(...ratios), query).toBeLessThan(0.5);
    }
  });

  it("counts what passes the filters, whatever the page", async () => {
    const { body } = await list("theme=screening&kind=challenge&limit=1");
    // odd numbers that are divisible by three, of a hundred
    expect(body.total).toBe(17 * REPORTS);
    expect(body.items).toHaveLength(1);
    const both = await list("theme=screening&theme=treatment&limit=1");
    expect(both.body.total).toBe(REPORTS * CLAIMS);
    const found = await list("q=RAPPORT-17-+%C3%85rhus&limit=200");
    expect(found.body.total).toBe(CLAIMS);
  });

  it.each(["position", "confidence", "decided"])(
    "meets every claim exactly once on a walk by %s while people decide",
    async (sort) => {
      const met: string[] = [];
      let cursor: string | undefined;
      let turn = 0;
      do {
        const { body } = await list(`sort=${sort}&limit=200${cursor === undefined ? "" : `&cursor=${cursor}`}`);
        met.push(...body.items.map(({ id }: { id: string }) => id));
        cursor = body.cursor;
        // somebody decides about a claim that was met and one that was not yet
        for (const id of [met[turn]!, [...ids].find((each) => !met.includes(each))]) {
          if (id === undefined) continue;
          const { body: before } = await api.as("reader", "GET", `/workspaces/${ws}/claims/${id}`);
          await api.as("expert1", "POST", `/workspaces/${ws}/claims/${id}/decisions`, {
            verdict: "accept",
            expectedVersion: before.claim.version,
          });
        }
        turn++;
      } while (cursor !== undefined);
      expect(met).toHaveLength(ids.size);
      expect(new Set(met)).toEqual(ids);
    },
  );

  it("shows a decision to every other process as soon as it is answered", async () => {
    const other = api.another();
    await other.storedClaims(ws);
    const [id] = ids;
    const { body: before } = await api.as("reader", "GET", `/workspaces/${ws}/claims/${id}`);
    await api.as("expert2", "POST", `/workspaces/${ws}/claims/${id}/decisions`, {
      verdict: "reject",
      reason: "outdated",
      expectedVersion: before.claim.version,
    });
    const claim = (await other.storedClaims(ws)).find((each) => each.id === id);
    expect(claim?.decisions.at(-1)?.verdict).toBe("reject");
  });
});
