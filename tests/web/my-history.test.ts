import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../functions/evidence/standing.ts";
import { type Act, actOf, afterAct, historyOf, lastChoice } from "../../web/src/deciding/my-history.ts";
import { aDecision, PERSON_1, PERSON_2 } from "./a-claim.ts";

const act = (targetId: string, verdict: Act["verdict"], more: Omit<Partial<Act>, "targetId"> = {}): Act => ({
  type: "claim",
  targetId,
  verdict,
  ...more,
});

it("takes back the latest first, and gives again in the opposite order", () => {
  const made = historyOf([act("a", "accept"), act("b", "reject", { reason: "duplicate" })]);
  expect(made.done.at(-1)).toMatchObject({ targetId: "b" });
  const once = afterAct(made, act("b", "reopen"));
  expect(once.done.at(-1)).toMatchObject({ targetId: "a" });
  expect(once.undone.at(-1)).toMatchObject({ targetId: "b", reason: "duplicate" });
  expect(afterAct(once, act("b", "reject", { reason: "duplicate" }))).toEqual(made);
});

it("has nothing to give again after something new", () => {
  const undone = historyOf([act("a", "accept"), act("a", "reopen")]);
  expect(afterAct(undone, act("b", "accept")).undone).toEqual([]);
});

it("counts a doubt and a settlement, and not plain talk", () => {
  const made = historyOf([
    act("a", "comment", { reason: "unsure" }),
    act("b", "comment", { comment: "Se også side 9." }),
    act("c", "settle", { settledAs: "accept" }),
  ]);
  expect(made.done.map((done) => done.targetId)).toEqual(["a", "c"]);
});

describe("another kind or other themes", () => {
  const sorted = (from: string[], to: string[]): Act =>
    act("a", "comment", {
      reason: "sorted",
      sorted: { from: { kind: "status", themes: from }, to: { kind: "finding", themes: to } } as NonNullable<
        Act["sorted"]
      >,
    });
  const back = (made: Act): Act => ({ ...made, sorted: { from: made.sorted!.to, to: made.sorted!.from } });

  it("is taken back by sorting the claim back, and given again by sorting it so again", () => {
    const made = sorted(["screening"], ["equity"]);
    const history = historyOf([act("b", "accept"), made]);
    const undone = afterAct(history, back(made));
    expect(undone).toEqual({ done: [act("b", "accept")], undone: [made] });
    expect(afterAct(undone, made)).toEqual(history);
  });

  it("is something new when it is not the latest, and is not what a withdrawn vote takes back", () => {
    const made = sorted(["screening"], ["equity"]);
    const voted = historyOf([made, act("a", "accept")]);
    expect(afterAct(voted, back(made)).done).toHaveLength(3);
    expect(afterAct(voted, act("a", "reopen")).done).toEqual([made]);
    expect(afterAct(historyOf([made]), act("a", "reopen")).done).toEqual([made]);
  });
});

it("takes a sentence and the claims accepted with it as one choice", () => {
  const sentence = act("stm", "accept", { type: "statement", id: "dec_1" });
  const under = ["a", "b"].map((id) =>
    act(id, "accept", { id: `dec_${id}`, partOf: "dec_1" as NonNullable<Act["partOf"]> }),
  );
  const before = act("c", "accept", { id: "dec_0" });
  const { done } = historyOf([before, ...under, sentence]);
  expect(lastChoice(done)).toEqual([...under, sentence]);
  const undone = historyOf([
    ...done,
    act("stm", "reopen", { type: "statement" }),
    act("b", "reopen"),
    act("a", "reopen"),
  ]);
  expect(undone.done).toEqual([before]);
  expect(lastChoice(undone.undone).toReversed()).toEqual([...under, sentence]);
  expect(lastChoice([before, act("d", "accept")])).toEqual([act("d", "accept")]);
});

it("undoes 500 acts, read from the trail alone, back to the start, and leaves the colleague's votes", () => {
  const verdicts = ["accept", "reject", "reword"] as const;
  const step = fc.record({
    claim: fc.integer({ min: 1, max: 20 }),
    verdict: fc.constantFrom(...verdicts),
    mine: fc.boolean(),
    undo: fc.integer({ min: 0, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 500, maxLength: 500 }), (steps) => {
      const trail = steps.flatMap(({ claim, verdict, mine, undo }) => {
        const about = `clm_${String(claim)}`;
        const said =
          verdict === "reject" ? { reason: "duplicate" } : verdict === "reword" ? { text: `Ord ${about}` } : {};
        const vote = aDecision({ about, verdict, by: mine ? PERSON_1 : PERSON_2, ...said });
        return undo === 0 && mine ? [vote, aDecision({ about, verdict: "reopen", by: PERSON_1 })] : [vote];
      });
      let history = historyOf(trail.filter((d) => d.by.id === PERSON_1.id).map((d) => actOf(d)));
      const all = [...trail];
      for (let last = history.done.at(-1); last; last = history.done.at(-1)) {
        history = afterAct(history, act(last.targetId, "reopen"));
        all.push(aDecision({ about: last.targetId, verdict: "reopen", by: PERSON_1 }));
      }
      for (let claim = 1; claim <= 20; claim++) {
        const about = (d: (typeof all)[number]) => d.target.id === `clm_${String(claim)}`;
        const theirs = trail.filter((d) => about(d) && d.by.id === PERSON_2.id);
        expect(outcomeOf(all.filter(about), 1).status).toBe(outcomeOf(theirs, 1).status);
      }
    }),
    { numRuns: 20, seed: 20261121 },
  );
});
