import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PersonId, WorkspaceId } from "../../../functions/evidence/ids.ts";
import { type DynamoForTest, dynamoForTest } from "../emulators.ts";

let dynamo: DynamoForTest;
beforeAll(async () => {
  dynamo = await dynamoForTest();
});
afterAll(() => dynamo.stop());

const person = (name: string, email = `${name}@styrelse.example`) => ({ id: `per_${name}` as PersonId, name, email });
const seconds = () => Math.floor(Date.now() / 1000);
const WS = "wsp_identity" as WorkspaceId;

describe("people by address", () => {
  it("are found by an address that somebody vouches for, in any case", async () => {
    await dynamo.store.putPerson(person("karen", "Karen@Styrelse.example"), true);
    expect((await dynamo.store.personByEmail("KAREN@styrelse.example"))?.id).toBe("per_karen");
  });
  it("are not found by an address that only they themselves give, nor when it is vouched for no longer", async () => {
    await dynamo.store.putPerson(person("ole"), false);
    expect(await dynamo.store.personByEmail("ole@styrelse.example")).toBeUndefined();
    await dynamo.store.putPerson(person("ole"), true);
    expect(await dynamo.store.personByEmail("ole@styrelse.example")).toBeDefined();
    await dynamo.store.putPerson(person("ole", "anden@styrelse.example"), false);
    expect(await dynamo.store.personByEmail("ole@styrelse.example")).toBeUndefined();
    expect(await dynamo.store.personByEmail("anden@styrelse.example")).toBeUndefined();
  });
  it("are the latest holders of an address that has changed hands", async () => {
    const at = (when: string) => dynamo.another(() => new Date(when));
    await at("2026-01-01T00:00:00Z").putPerson(person("foer", "chef@styrelse.example"), true);
    await at("2026-06-01T00:00:00Z").putPerson(person("efter", "chef@styrelse.example"), true);
    await at("2026-07-01T00:00:00Z").putPerson(person("foer", "chef@styrelse.example"), true);
    expect((await dynamo.store.personByEmail("chef@styrelse.example"))?.id).toBe("per_efter");
  });
  it("need no address at all", async () => {
    await dynamo.store.putPerson(person("uden", ""), true);
    expect((await dynamo.store.person("per_uden" as PersonId))?.email).toBe("");
  });
});

describe("sessions", () => {
  const session = { personId: "per_karen" as PersonId, generation: 0, startedAt: seconds(), seenAt: 5, endsAt: 99 };

  it("are moved on only from where they were, and never back to life", async () => {
    await dynamo.store.putSession("key", session);
    await dynamo.store.touchSession("key", 4, 70);
    expect((await dynamo.store.session("key"))?.seenAt).toBe(5);
    await dynamo.store.touchSession("key", 5, 70);
    expect((await dynamo.store.session("key"))?.seenAt).toBe(70);
    await dynamo.store.endSession("key");
    await dynamo.store.touchSession("key", 70, 80);
    expect(await dynamo.store.session("key")).toBeUndefined();
  });
  it("are ended for a person by a number that a changed name does not take back", async () => {
    await dynamo.store.putPerson(person("karen"), true);
    await dynamo.store.endSessionsOf("per_karen" as PersonId);
    await dynamo.store.putPerson({ ...person("karen"), name: "Karen Berg" }, true);
    const found = await dynamo.store.sessionPerson("per_karen" as PersonId);
    expect(found).toEqual({
      person: { id: "per_karen", name: "Karen Berg", email: "karen@styrelse.example" },
      generation: 1,
    });
  });
  it("are not ended for somebody who is not there, and she is not made", async () => {
    await dynamo.store.endSessionsOf("per_nobody" as PersonId);
    expect(await dynamo.store.sessionPerson("per_nobody" as PersonId)).toBeUndefined();
  });
  it("begin once from one way back, of twenty that come at once", async () => {
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => dynamo.store.takeSignIn("state", seconds() + 600)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
  });
});

describe("invitations", () => {
  const invitation = { workspaceId: WS, email: "ny@region.example", invitedBy: "per_karen" as PersonId };

  it("are found by workspace and by address until they expire or are taken back", async () => {
    await dynamo.store.putInvitation({ ...invitation, role: "expert", expiresAt: seconds() + 60 });
    await dynamo.store.putInvitation({ ...invitation, role: "reader", expiresAt: seconds() + 60 });
    expect((await dynamo.store.invitations(WS)).map(({ role }) => role)).toEqual(["reader"]);
    expect(await dynamo.store.invitationsFor("ny@region.example")).toHaveLength(1);
    const later = dynamo.another(() => new Date(Date.now() + 61_000));
    expect(await later.invitations(WS)).toEqual([]);
    expect(await later.invitationsFor("ny@region.example")).toEqual([]);
    await dynamo.store.removeInvitation(WS, "ny@region.example");
    expect(await dynamo.store.invitations(WS)).toEqual([]);
  });
});
