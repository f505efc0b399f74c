import fc from "fast-check";
import { expect, it } from "vitest";
import { outcomeOf } from "../../functions/evidence/standing.ts";
import { type Act, actFrom, afterAct, historyOf } from "../../web/src/review/my-history.ts";
import { aDecision, PERSON_1, PERSON_2 } from "./a-claim.ts";

const act = (targetId: string, verdict: Act["verdict"], more: Partial<Act> = {}): Act => ({
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
      let history = historyOf(trail.filter((d) => d.by.id === PERSON_1.id).map((d) => actFrom(d.target.id, d)));
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
