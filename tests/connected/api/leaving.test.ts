import { paginateScan } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Api, startApi, THEME } from "./rig.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

/** Keys of every item and object that mentions `word`. */
async function mentioning(word: string): Promise<string[]> {
  const items: Record<string, { S?: string }>[] = [];
  for await (const { Items } of paginateScan({ client: api.dynamo }, { TableName: "belaeg" })) {
    items.push(...((Items ?? []) as typeof items).filter((item) => JSON.stringify(item).includes(word)));
  }
  const { Contents } = await api.s3Client.send(new ListObjectsV2Command({ Bucket: "belaeg-files" }));
  const objects = (Contents ?? []).map(({ Key }) => Key ?? "").filter((key) => key.includes(word));
  return [...items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`), ...objects];
}

it("a workspace that was deleted leaves no item and no object behind", async () => {
  const ws = await api.workspace();
  const neighbour = await api.workspace();
  const { claims } = await api.readReport(ws, 30);
  const draft = await api.writtenDraft(ws, THEME, claims.slice(0, 5));
  const key = { "idempotency-key": "once" };
  for (const [i, claim] of claims.slice(0, 5).entries()) {
    await api.as(
      "expert1",
      "POST",
      `/workspaces/${ws}/claims/${claim.id}/decisions`,
      { verdict: "accept", expectedVersion: 0 },
      i === 0 ? key : {},
    );
  }
  for (let i = 1; i < 40; i++) {
    const body = { verdict: "comment", comment: "å".repeat(3900), expectedVersion: i };
    await api.as("expert1", "POST", `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`, body);
  }
  await api.as(
    "expert1",
    "POST",
    `/workspaces/${ws}/drafts/${draft.id}/statements/${draft.statements[0].id}/decisions`,
    {
      verdict: "accept",
      expectedVersion: 0,
    },
  );
  await api.as("reader", "PUT", `/workspaces/${ws}/me/state`, { state: { place: 3 } });
  expect((await mentioning(ws)).length).toBeGreaterThan(50);
  expect((await api.as("owner", "DELETE", `/workspaces/${ws}`)).status).toBe(204);
  expect(await mentioning(ws)).toEqual([]);
  expect((await api.as("owner", "GET", `/workspaces/${neighbour}`)).status).toBe(200);
});

it("a report that was deleted leaves its decisions in the trail, and nothing else", async () => {
  const ws = await api.workspace();
  const { report, claims } = await api.readReport(ws, 5);
  await api.as("expert1", "POST", `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`, {
    verdict: "accept",
    expectedVersion: 0,
  });
  await api.as("editor", "DELETE", `/workspaces/${ws}/reports/${report.id}`);
  const left = await mentioning(report.id);
  expect(left.map((place) => place.split(" ")[0]).sort()).toEqual([`ws#${ws}#audit`, `ws#${ws}#pulse`]);
});
