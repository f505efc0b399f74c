import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decision } from "../../functions/evidence/decision.ts";
import { outcomeOf, remaining, seenBy, standingVotes } from "../../functions/evidence/standing.ts";
import { aDecision, aPersonId } from "../evidence-builders.ts";

const statusOf = (decisions: readonly Decision[], reviewers: 1 | 2 = 1) => outcomeOf(decisions, reviewers).status;

/** Random histories of three people: what they said, in order. */
const history = fc
  .array(
    fc.record({
      by: fc.constantFrom("A", "B", "C"),
      verdict: fc.constantFrom<Decision["verdict"]>("accept", "reject", "reword", "comment", "reopen", "settle"),
      reason: fc.constantFrom("outdated", "duplicate"),
      text: fc.constantFrom("Ordlyd ét.", "Ordlyd to."),
      keepBoth: fc.boolean(),
      settledAs: fc.constantFrom<"accept" | "reject">("accept", "reject"),
    }),
    { maxLength: 14 },
  )
  .map((said) =>
    said.map(({ by, verdict, reason, text, keepBoth, settledAs }) =>
      aDecision(by, verdict, {
        ...(verdict === "reject" || (verdict === "settle" && settledAs === "reject") ? { reason } : {}),
        ...(verdict === "reword" ? { text } : {}),
        ...(keepBoth ? { keepBoth } : {}),
        ...(verdict === "settle" ? { settledAs } : {}),
      }),
    ),
  );

/** A settlement is taken only where there is a conflict; the API refuses every other one. */
function asTaken(decisions: readonly Decision[], reviewers: 1 | 2): Decision[] {
  const taken: Decision[] = [];
  for (const decision of decisions) {
    if (decision.verdict !== "settle" || statusOf(taken, reviewers) === "conflict") taken.push(decision);
  }
  return taken;
}

const runs = { numRuns: 1000 };

describe("a history of decisions", () => {
  it("is where it started once everybody has withdrawn everything, and nothing of it is gone", () => {
    fc.assert(
      fc.property(history, fc.constantFrom<1 | 2>(1, 2), (decisions, reviewers) => {
        const undone = [...decisions];
        for (const act of remaining(decisions)) undone.push(aDecision(act.by.name, "reopen"));
        expect(outcomeOf(undone, reviewers)).toEqual({ status: "pending" });
        expect(undone.slice(0, decisions.length)).toEqual(decisions);
      }),
      runs,
    );
  });

  it("keeps everybody else's votes when one person withdraws all of hers", () => {
    fc.assert(
      fc.property(history, fc.constantFrom("A", "B", "C"), (decisions, who) => {
        const own = remaining(decisions).filter((act) => act.by.name === who);
        const undone = [...decisions, ...own.map(() => aDecision(who, "reopen"))];
        const others = (list: Decision[]) => standingVotes(list).filter((vote) => vote.by.name !== who);
        expect(others(undone)).toEqual(others(decisions));
        expect(standingVotes(undone).some((vote) => vote.by.name === who)).toBe(false);
      }),
      runs,
    );
  });

  it("gives the same status when a person votes, withdraws it and goes on", () => {
    fc.assert(
      fc.property(history, fc.constantFrom<1 | 2>(1, 2), fc.constantFrom("A", "B"), (decisions, reviewers, who) => {
        const there = [...decisions, aDecision(who, "accept"), aDecision(who, "reopen")];
        expect(outcomeOf(there, reviewers)).toEqual(outcomeOf(decisions, reviewers));
      }),
      runs,
    );
  });

  it("shows nobody another's vote before two people have voted, on any prefix", () => {
    fc.assert(
      fc.property(history, (decisions) => {
        let revealed = false;
        for (let i = 1; i <= decisions.length; i++) {
          const prefix = decisions.slice(0, i);
          revealed ||= standingVotes(prefix).length >= 2;
          const seen = seenBy(prefix, 2, aPersonId("A")).map(({ decision }) => decision);
          if (revealed) expect(seen).toEqual(prefix);
          else expect(seen.every((each) => each.by.name === "A" || each.verdict === "comment")).toBe(true);
        }
      }),
      runs,
    );
  });

  it("says the same to every viewer about status: with two reviewers it waits until all may see why", () => {
    fc.assert(
      fc.property(history, (said) => {
        const decisions = asTaken(said, 2);
        const seen = seenBy(decisions, 2, aPersonId("C")).map(({ decision }) => decision);
        // C herself may hold a vote that others cannot see; that alone never decides
        if (seen.length < decisions.length) expect(statusOf(decisions, 2)).toBe("pending");
      }),
      runs,
    );
  });
});

describe("with one reviewer", () => {
  const a = aDecision("A", "accept");
  const b = aDecision("B", "reject");
  it.each<[string, Decision[], string]>([
    ["nothing", [], "pending"],
    ["an accept", [a], "accepted"],
    ["an accept and a later reject", [a, b], "rejected"],
    ["a reject withdrawn by another", [b, aDecision("A", "reopen")], "rejected"],
    ["a reject withdrawn, an accept standing", [a, b, aDecision("B", "reopen")], "accepted"],
    ["a disagreement that was meant to stand", [a, { ...b, keepBoth: true }], "conflict"],
    ["an agreement that was meant to stand", [a, aDecision("B", "accept", { keepBoth: true })], "accepted"],
    ["a doubt", [aDecision("A", "comment", { reason: "unsure" })], "pending"],
    [
      "a conflict that was settled",
      [a, { ...b, keepBoth: true }, aDecision("C", "settle", { settledAs: "reject" })],
      "rejected",
    ],
    [
      "a settlement withdrawn",
      [a, { ...b, keepBoth: true }, aDecision("C", "settle", { settledAs: "reject" }), aDecision("C", "reopen")],
      "conflict",
    ],
  ])("%s", (_, decisions, status) => {
    expect(statusOf(decisions)).toBe(status);
  });
  it("goes back to the vote before when the latest is withdrawn", () => {
    const twice = [a, aDecision("A", "reject"), aDecision("A", "reopen")];
    expect(statusOf(twice)).toBe("accepted");
    expect(statusOf([...twice, aDecision("A", "reopen")])).toBe("pending");
  });
});

describe("with two reviewers", () => {
  const reword = (who: string, text: string) => aDecision(who, "reword", { text });
  it.each<[string, Decision[], string]>([
    ["one vote", [aDecision("A", "accept")], "pending"],
    ["two equal votes", [aDecision("A", "accept"), aDecision("B", "accept")], "accepted"],
    ["two votes of one person", [aDecision("A", "accept"), aDecision("A", "accept")], "pending"],
    ["accept and reject", [aDecision("A", "accept"), aDecision("B", "reject")], "conflict"],
    [
      "rejects for different reasons",
      [aDecision("A", "reject", { reason: "outdated" }), aDecision("B", "reject", { reason: "duplicate" })],
      "conflict",
    ],
    [
      "rejects for the same reason",
      [aDecision("A", "reject", { reason: "outdated" }), aDecision("B", "reject", { reason: "outdated" })],
      "rejected",
    ],
    ["rewords to different texts", [reword("A", "Ét."), reword("B", "To.")], "conflict"],
    ["rewords to one text", [reword("A", "Ét."), reword("B", "Ét.")], "accepted"],
    ["reword against accept", [reword("A", "Ét."), aDecision("B", "accept")], "conflict"],
  ])("%s", (_, decisions, status) => {
    expect(statusOf(decisions, 2)).toBe(status);
  });
});
