import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Claim } from "../../../functions/evidence/claim.ts";
import type { Decision } from "../../../functions/evidence/decision.ts";
import { outcomeOf } from "../../../functions/evidence/standing.ts";
import { firstBadLink } from "../../../functions/store/keep.ts";
import { type Api, startApi, type Who } from "./rig.ts";

/** One call as its client saw it. `unknown`: the answer was lost on the way; it may or may not have happened. */
interface Call {
  client: number;
  claimId: string;
  key: string;
  expectedVersion: number;
  outcome: "ok" | "stale" | "unknown";
  decisionId?: string;
  versionAfter?: number;
}

/** What is wrong with a history, given what is stored: empty when nothing is. */
function faultsOf(
  calls: readonly Call[],
  stored: ReadonlyMap<string, readonly Decision[]>,
  trail: readonly Decision[],
) {
  const faults: string[] = [];
  const inTrail = new Map<string, number>();
  for (const { id } of trail) inTrail.set(id, (inTrail.get(id) ?? 0) + 1);
  for (const call of calls.filter(({ outcome }) => outcome === "ok")) {
    const place = stored.get(call.claimId)?.findIndex(({ id }) => id === call.decisionId) ?? -1;
    if (place < 0) faults.push(`lost: ${call.key}`);
    // a compare-and-set register: the write that expected n is the one that made n + 1
    else if (place !== call.expectedVersion) faults.push(`out of turn: ${call.key}`);
    if (call.versionAfter !== undefined && call.versionAfter < place + 1)
      faults.push(`own write not seen: ${call.key}`);
    if (inTrail.get(call.decisionId!) !== 1)
      faults.push(`${inTrail.get(call.decisionId!) ?? 0} in the trail: ${call.key}`);
  }
  for (const [claimId, decisions] of stored) {
    if (new Set(decisions.map(({ id }) => id)).size !== decisions.length) faults.push(`doubled on ${claimId}`);
    if (firstBadLink(decisions) !== -1) faults.push(`broken chain on ${claimId}`);
    const asked = new Set(calls.filter((call) => call.claimId === claimId).map(({ key }) => key));
    if (decisions.length > asked.size) faults.push(`more than was asked for on ${claimId}`);
  }
  return faults;
}

describe("the checker of histories", () => {
  const decision = (id: string): Decision => ({ id }) as Decision;
  const call = (key: string, expectedVersion: number, decisionId: string): Call => ({
    client: 0,
    claimId: "c",
    key,
    expectedVersion,
    outcome: "ok",
    decisionId,
  });
  it.each<[string, Call[], Decision[], Decision[]]>([
    ["a lost update", [call("a", 0, "1"), call("b", 0, "2")], [decision("2")], [decision("1"), decision("2")]],
    [
      "a write out of turn",
      [call("a", 0, "1"), call("b", 0, "2")],
      [decision("1"), decision("2")],
      [decision("1"), decision("2")],
    ],
    ["a decision missing in the trail", [call("a", 0, "1")], [decision("1")], []],
    ["a decision twice in the trail", [call("a", 0, "1")], [decision("1")], [decision("1"), decision("1")]],
    ["a decision twice", [call("a", 0, "1")], [decision("1"), decision("1")], [decision("1")]],
    [
      "a read that does not see its own write",
      [{ ...call("a", 0, "1"), versionAfter: 0 }],
      [decision("1")],
      [decision("1")],
    ],
  ])("finds %s", (_, calls, stored, trail) => {
    expect(faultsOf(calls, new Map([["c", stored]]), trail).filter((fault) => !fault.startsWith("broken"))).not.toEqual(
      [],
    );
  });
});

describe("many people deciding about the same claims at once, over a bad line", () => {
  let api: Api;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  it.each([1, 2])("lose nothing, double nothing, and are told who was first (seed %i)", async (seed) => {
    let state = seed;
    const roll = (sides: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % sides;
    };
    const ws = await api.workspace();
    const { claims } = await api.readReport(ws, 4);
    const calls: Call[] = [];
    const clients: Who[] = ["expert1", "expert2", "editor", "owner"];

    async function client(number: number) {
      const who = clients[number]!;
      const known = new Map<string, number>();
      for (let turn = 0; turn < 25; turn++) {
        const claim: Claim = claims[roll(claims.length)]!;
        const expectedVersion = known.get(claim.id) ?? 0;
        const key = `${seed}-${number}-${turn}`;
        const said = [{ verdict: "accept" }, { verdict: "reject", reason: "outdated" }, { verdict: "reopen" }][
          roll(3)
        ]!;
        const send = () =>
          api.as(
            who,
            "POST",
            `/workspaces/${ws}/claims/${claim.id}/decisions`,
            { ...said, expectedVersion },
            { "idempotency-key": key },
          );
        const call: Call = { client: number, claimId: claim.id, key, expectedVersion, outcome: "unknown" };
        calls.push(call);
        // the answer is lost now and then; sometimes the client sends it again, sometimes twice at once
        const line = roll(5);
        if (line === 0) {
          await send();
          if (roll(2) === 0) continue;
        }
        const { status, body } = line === 1 ? (await Promise.all([send(), send()]))[1]! : await send();
        if (status === 201) {
          Object.assign(call, { outcome: "ok", decisionId: body.decision.id });
          const seen = await api.as(who, "GET", `/workspaces/${ws}/claims/${claim.id}`);
          call.versionAfter = seen.body.claim.version;
          known.set(claim.id, seen.body.claim.version);
        } else {
          expect(body.error.code).toBe("stale-version");
          call.outcome = "stale";
          const current = body.error.details.claim;
          expect(current.version).toBeGreaterThan(expectedVersion);
          expect(current.decisions.length).toBeGreaterThan(0);
          known.set(claim.id, current.version);
        }
      }
    }
    await Promise.all(clients.map((_, number) => client(number)));

    const stored = new Map(
      (await api.another().storedClaims(ws)).map((claim) => [claim.id as string, claim.decisions]),
    );
    const trail: Decision[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await api.as(
        "reader",
        "GET",
        `/workspaces/${ws}/decisions?limit=200${cursor ? `&cursor=${cursor}` : ""}`,
      );
      trail.push(...body.items);
      cursor = body.cursor;
    } while (cursor !== undefined);
    expect(faultsOf(calls, stored, trail)).toEqual([]);
    expect(calls.filter(({ outcome }) => outcome === "ok").length).toBeGreaterThan(10);
    for (const [id, decisions] of stored) {
      const { body } = await api.as("reader", "GET", `/workspaces/${ws}/claims/${id}`);
      expect(body.claim.status).toBe(outcomeOf(decisions, 1).status);
      expect(body.claim.version).toBe(decisions.length);
    }
  });
});
