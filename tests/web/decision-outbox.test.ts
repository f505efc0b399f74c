import "fake-indexeddb/auto";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DecisionOutbox, type OutboxParts } from "../../web/src/deciding/decision-outbox.ts";
import type { DecisionBody, OutboxEntry, PostOutcome } from "../../web/src/deciding/outbox-entry.ts";
import { type OutboxShelf, openShelf } from "../../web/src/deciding/outbox-shelf.ts";
import { saveState } from "../../web/src/review/save-state.ts";
import { aClaim, aDecision, PERSON_1, PERSON_2 } from "./a-claim.ts";

/** A server that keeps each claim's version and remembers keys, and can be struck dumb before or after it acts. */
class FalseServer {
  versions = new Map<string, number>();
  stored: { targetId: string; verdict: string; key: string }[] = [];
  answers = new Map<string, { body: string; outcome: PostOutcome }>();
  mood: "well" | "dead" | "loses-answers" = "well";
  stale: ((entry: OutboxEntry) => PostOutcome | undefined) | undefined;

  post = async (entry: OutboxEntry): Promise<PostOutcome> => {
    if (this.mood === "dead") return { kind: "unreachable" };
    const outcome = this.take(entry);
    return this.mood === "loses-answers" ? { kind: "unreachable" } : outcome;
  };

  take(entry: OutboxEntry): PostOutcome {
    const body = JSON.stringify(entry.body);
    const known = this.answers.get(entry.key);
    if (known) {
      if (known.body !== body) return { kind: "refused", code: "key-reused", message: "Nøglen er brugt." };
      return known.outcome;
    }
    const asked = this.stale?.(entry);
    if (asked) return asked;
    const version = this.versions.get(entry.targetId) ?? 1;
    if (entry.body.expectedVersion !== version)
      return { kind: "stale", current: aClaim({ id: entry.targetId, version }), version };
    this.versions.set(entry.targetId, version + 1);
    this.stored.push({ targetId: entry.targetId, verdict: entry.body.verdict, key: entry.key });
    const outcome: PostOutcome = { kind: "stored", version: version + 1, target: undefined };
    this.answers.set(entry.key, { body, outcome });
    return outcome;
  }
}

let shelf: OutboxShelf;
let server: FalseServer;
let outboxes: DecisionOutbox[];
let keys: number;
let name: string;
let run = 0;

beforeEach(async () => {
  run++;
  name = `udbakke-${String(run)}`;
  shelf = await openShelf(name);
  server = new FalseServer();
  outboxes = [];
  keys = 0;
});
afterEach(() => {
  for (const outbox of outboxes) outbox.close();
  vi.useRealTimers();
});

async function anOutbox(parts: Partial<OutboxParts> = {}): Promise<DecisionOutbox> {
  const outbox = new DecisionOutbox({
    shelf,
    scope: "wsp_1/per_1",
    personId: PERSON_1.id,
    post: server.post,
    exclusively: (work) => work(),
    newKey: () => `nøgle-${String(run)}-${String(++keys)}`,
    now: () => new Date("2026-11-21T13:05:00Z"),
    ...parts,
  });
  outboxes.push(outbox);
  await outbox.open();
  return outbox;
}

const said = (
  verdict: DecisionBody["verdict"],
  expectedVersion = 1,
  more: Partial<DecisionBody> = {},
): DecisionBody => ({
  verdict,
  expectedVersion,
  ...more,
});
const add = (outbox: DecisionOutbox, id: string, body: DecisionBody) => outbox.add(`/claims/${id}/decisions`, id, body);

describe("a decision on its way", () => {
  it("is shown as waiting at once, and as saved when the server has it", async () => {
    const outbox = await anOutbox();
    const landing = add(outbox, "clm_1", said("accept"));
    expect(saveState(outbox.getState())).toEqual({ kind: "saving", count: 1 });
    await landing;
    await outbox.settled();
    expect(server.stored).toHaveLength(1);
    expect(saveState(outbox.getState())).toEqual({ kind: "saved", at: new Date("2026-11-21T13:05:00Z") });
    expect(await shelf.all("wsp_1/per_1")).toEqual([]);
  });

  it("waits for a dead server, says so, and goes out when it answers again", async () => {
    const outbox = await anOutbox();
    server.mood = "dead";
    await add(outbox, "clm_1", said("accept"));
    await add(outbox, "clm_2", said("reject", 1, { reason: "duplicate" }));
    await outbox.settled();
    expect(saveState(outbox.getState())).toEqual({ kind: "retrying", count: 2 });
    server.mood = "well";
    outbox.sendNow();
    await outbox.settled();
    expect(server.stored.map((stored) => stored.targetId)).toEqual(["clm_1", "clm_2"]);
    expect(saveState(outbox.getState()).kind).toBe("saved");
  });

  it("tries again by itself after a pause", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const outbox = await anOutbox();
    server.mood = "dead";
    await add(outbox, "clm_1", said("accept"));
    await outbox.settled();
    server.mood = "well";
    await vi.advanceTimersByTimeAsync(1_300);
    await outbox.settled();
    expect(server.stored).toHaveLength(1);
  });

  it("survives a closed tab: the next visit sends what the last one left, in order", async () => {
    const first = await anOutbox();
    server.mood = "dead";
    for (const id of ["clm_1", "clm_2", "clm_3"]) await add(first, id, said("accept"));
    await first.settled();
    first.close();
    server.mood = "well";
    const second = await anOutbox();
    await second.settled();
    expect(server.stored.map((stored) => stored.targetId)).toEqual(["clm_1", "clm_2", "clm_3"]);
  });

  it("is stored once when the server took it but its answer was lost", async () => {
    const outbox = await anOutbox();
    server.mood = "loses-answers";
    await add(outbox, "clm_1", said("accept"));
    await add(outbox, "clm_1", said("reopen"));
    await outbox.settled();
    expect(server.stored).toHaveLength(1);
    server.mood = "well";
    outbox.sendNow();
    await outbox.settled();
    expect(server.stored.map((stored) => stored.verdict)).toEqual(["accept", "reopen"]);
    expect(saveState(outbox.getState()).kind).toBe("saved");
  });

  it("builds on the version that the one before it made, though that was not known when it was made", async () => {
    const outbox = await anOutbox();
    server.mood = "dead";
    await add(outbox, "clm_1", said("accept", 1));
    await add(outbox, "clm_1", said("reopen", 1));
    await add(outbox, "clm_1", said("accept", 1));
    await outbox.settled();
    server.mood = "well";
    outbox.sendNow();
    await outbox.settled();
    expect(server.stored.map((stored) => stored.verdict)).toEqual(["accept", "reopen", "accept"]);
  });

  it("is never sent by another person on the same machine", async () => {
    const mine = await anOutbox();
    server.mood = "dead";
    await add(mine, "clm_1", said("accept"));
    await mine.settled();
    mine.close();
    server.mood = "well";
    const theirs = await anOutbox({ scope: "wsp_1/per_2", personId: PERSON_2.id });
    await theirs.settled();
    expect(server.stored).toEqual([]);
    expect(saveState(theirs.getState()).kind).toBe("saved");
  });

  it("is kept, with the reason, when the server refuses it, and holds back what builds on it", async () => {
    const outbox = await anOutbox({
      post: async (entry) =>
        entry.targetId === "clm_1"
          ? { kind: "refused", code: "forbidden", message: "Din rolle giver ikke adgang til det." }
          : server.post(entry),
    });
    await add(outbox, "clm_1", said("accept"));
    await add(outbox, "clm_1", said("reopen"));
    await add(outbox, "clm_2", said("accept"));
    await outbox.settled();
    expect(server.stored.map((stored) => stored.targetId)).toEqual(["clm_2"]);
    expect(outbox.getState().entries.map((entry) => entry.state)).toEqual(["refused", "waiting"]);
  });

  it("waits, and is not lost, while one is signed out", async () => {
    const outbox = await anOutbox({ post: async () => ({ kind: "signed-out" }) });
    await add(outbox, "clm_1", said("accept"));
    await outbox.settled();
    expect(saveState(outbox.getState())).toEqual({ kind: "signed-out", count: 1 });
    expect(await shelf.all("wsp_1/per_1")).toHaveLength(1);
  });
});

describe("somebody was first", () => {
  const rejected = aDecision({ about: "clm_1", verdict: "reject", reason: "out-of-context", by: PERSON_2 });
  const contested = aClaim({ status: "rejected", version: 2, decisions: [rejected] });

  it("keeps my choice beside the colleague's until I have chosen", async () => {
    const outbox = await anOutbox();
    server.stale = ({ targetId, body }) =>
      body.keepBoth || targetId !== "clm_1" ? undefined : { kind: "stale", current: contested, version: 2 };
    await add(outbox, "clm_1", said("accept"));
    await add(outbox, "clm_2", said("accept"));
    server.versions.set("clm_1", 2);
    await outbox.settled();
    const [clash] = outbox.getState().entries;
    expect(clash).toMatchObject({ state: "conflict", targetId: "clm_1", current: contested });
    expect(saveState(outbox.getState())).toEqual({ kind: "your-choice", count: 1 });

    await outbox.answer(clash!.seq, { ...said("accept", 2), keepBoth: true });
    await outbox.settled();
    expect(outbox.getState().entries).toEqual([]);
    expect(server.stored.some((stored) => stored.targetId === "clm_1")).toBe(true);
    expect(server.stored.at(-1)?.key).not.toBe(clash?.key);
  });

  it("sends on without a word when both decided the same", async () => {
    const outbox = await anOutbox();
    server.stale = (entry) =>
      entry.body.expectedVersion === 1 ? { kind: "stale", current: contested, version: 2 } : undefined;
    server.versions.set("clm_1", 2);
    await add(outbox, "clm_1", said("reject", 1, { reason: "out-of-context" }));
    await outbox.settled();
    expect(outbox.getState().entries).toEqual([]);
    expect(server.stored).toHaveLength(1);
  });

  it("asks when both rejected for different reasons", async () => {
    const outbox = await anOutbox();
    server.stale = () => ({ kind: "stale", current: contested, version: 2 });
    await add(outbox, "clm_1", said("reject", 1, { reason: "duplicate" }));
    await outbox.settled();
    expect(outbox.getState().entries[0]?.state).toBe("conflict");
  });

  it("knows its own decision again when the key has expired", async () => {
    const mine = aDecision({ verdict: "accept", by: PERSON_1, basedOnVersion: 1 });
    const outbox = await anOutbox();
    server.stale = () => ({ kind: "stale", current: aClaim({ version: 2, decisions: [mine] }), version: 2 });
    await add(outbox, "clm_1", said("accept", 1));
    await outbox.settled();
    expect(outbox.getState().entries).toEqual([]);
    expect(server.stored).toEqual([]);
  });
});

it("stores every decision exactly once and in order, whatever the network and the tabs do", async () => {
  const moment = fc.oneof(
    fc.record({ do: fc.constant("decide" as const), claim: fc.integer({ min: 1, max: 4 }) }),
    fc.record({
      do: fc.constantFrom("die" as const, "lose" as const, "recover" as const, "close" as const, "send" as const),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(moment, { maxLength: 30 }), async (moments) => {
      run++;
      keys = 0;
      shelf.close();
      shelf = await openShelf(`udbakke-${String(run)}`);
      server = new FalseServer();
      let outbox = await anOutbox();
      const wanted: string[] = [];
      for (const now of moments) {
        if (now.do === "decide") {
          const id = `clm_${String(now.claim)}`;
          wanted.push(id);
          await add(outbox, id, said(wanted.filter((other) => other === id).length % 2 === 1 ? "accept" : "reopen"));
        } else if (now.do === "close") {
          outbox.close();
          await outbox.settled();
          outbox = await anOutbox();
        } else if (now.do === "send") outbox.sendNow();
        else server.mood = now.do === "die" ? "dead" : now.do === "lose" ? "loses-answers" : "well";
      }
      server.mood = "well";
      outbox.sendNow();
      await outbox.settled();
      expect(server.stored.map((stored) => stored.targetId)).toEqual(wanted);
      expect(saveState(outbox.getState()).kind).toBe("saved");
      outbox.close();
    }),
    { numRuns: 60, seed: 20261121 },
  );
});
