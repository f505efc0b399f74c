import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Api, startApi } from "./rig.ts";

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe("deciding about a claim", () => {
  it("gives one of two decisions on the same version 201 and the other 409 with the claim as it is now", async () => {
    const ws = await api.workspace();
    const { claims } = await api.readReport(ws);
    const path = `/workspaces/${ws}/claims/${claims[0]!.id}/decisions`;
    const answers = await Promise.all([
      api.as("expert1", "POST", path, { verdict: "accept", expectedVersion: 0 }),
      api.as("expert2", "POST", path, { verdict: "reject", reason: "outdated", expectedVersion: 0 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [won, lost] = answers[0].status === 201 ? answers : [answers[1], answers[0]];
    expect(lost.body.error.code).toBe("stale-version");
    expect(lost.body.error.details.claim).toEqual(won.body.claim);
    expect(won.body.claim.version).toBe(1);
  });
});
