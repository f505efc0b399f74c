import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MyActs } from "../../web/src/deciding/my-acts.ts";
import { aDecision, PERSON_1 } from "./a-claim.ts";

/** A server with an audit trail, a page at a time. */
const trail: ReturnType<typeof aDecision>[] = [];
const PAGE = 2;

beforeEach(() => {
  trail.length = 0;
  vi.stubGlobal("localStorage", { getItem: () => null });
  vi.stubGlobal("sessionStorage", { getItem: () => null });
  vi.stubGlobal("fetch", async (address: string) => {
    const query = new URL(address, "http://belaeg.test").searchParams;
    const since = query.get("since") ?? "";
    const from = Number(query.get("cursor") ?? 0);
    const all = trail.filter((decision) => decision.at > since);
    const items = all.slice(from, from + PAGE);
    return Response.json({ items, ...(from + PAGE < all.length ? { cursor: String(from + PAGE) } : {}) });
  });
});
afterEach(() => vi.unstubAllGlobals());

const accept = (about: string, at: string) => aDecision({ about, verdict: "accept", by: PERSON_1, at });
const acts = () => new MyActs("wsp_1", PERSON_1.id);
const ids = (mine: MyActs) => mine.history.done.map((act) => act.targetId);

it("puts what the trail tells before what this tab has made, whatever its clock says", async () => {
  const mine = acts();
  mine.add({ type: "claim", targetId: "new", verdict: "accept" });
  trail.push(...["a", "b", "c"].map((id) => accept(id, "2031-01-01T00:00:00.000Z")));
  await mine.load();
  expect(ids(mine)).toEqual(["a", "b", "c", "new"]);
});

it("counts a decision once, whether the trail or the server's answer tells of it first", async () => {
  const mine = acts();
  mine.add({ type: "claim", targetId: "a", verdict: "accept" });
  mine.add({ type: "claim", targetId: "b", verdict: "accept" });
  const [first, second] = [accept("a", "2026-11-21T10:00:00.000Z"), accept("b", "2026-11-21T10:00:01.000Z")];
  mine.stored(first);
  trail.push(first, second);
  await mine.load();
  mine.stored(second);
  await mine.load();
  expect(ids(mine)).toEqual(["a", "b"]);
});

it("forgets what was never stored, and hears of what another machine did meanwhile", async () => {
  const mine = acts();
  await mine.load();
  mine.add({ type: "claim", targetId: "refused", verdict: "accept" });
  mine.forget("refused");
  expect(ids(mine)).toEqual([]);
  trail.push(accept("elsewhere", "2026-11-21T10:00:00.000Z"));
  await mine.load();
  expect(ids(mine)).toEqual(["elsewhere"]);
});

it("passes over what can no longer be taken back, for as long as the tab lives", async () => {
  const mine = acts();
  trail.push(accept("a", "2026-11-21T10:00:00.000Z"), accept("gone", "2026-11-21T10:00:01.000Z"));
  await mine.load();
  mine.passOver(mine.history.done.slice(-1));
  expect(ids(mine)).toEqual(["a"]);
  trail.push(accept("b", "2026-11-21T10:00:02.000Z"));
  await mine.load();
  expect(ids(mine)).toEqual(["a", "b"]);
});
