import { describe, expect, it } from "vitest";
import { failureOf, idsIn, traceOf } from "../../functions/runtime/failure.ts";

describe("what is told of a failure", () => {
  it("is the error's name and the place in our own code", () => {
    const { error, at } = failureOf(new RangeError("for stor"));
    expect(error).toBe("RangeError");
    expect(at).toMatch(/^runtime\/failure\.test\.ts:\d+:\d+$/);
  });
  it.each<[string, unknown]>([
    ["its message", new Error("»ventetiden var 42 dage«")],
    [
      "a message that looks like a place",
      new Error("x\n    at hemmelig (/hemmelig/side.ts:1:2)\n    at hemmelig.ts:3:4"),
    ],
    [
      "what JSON choked on",
      (() => {
        try {
          return JSON.parse('hemmelig "42 dage"');
        } catch (error) {
          return error;
        }
      })(),
    ],
    ["a name made of text", Object.assign(new Error("x"), { name: "hemmelig 42 dage" })],
    ["what is no error", "hemmelig 42 dage"],
    ["an error without a stack", Object.assign(new Error("hemmelig 42 dage"), { stack: undefined })],
  ])("is never %s", (_, error) => {
    expect(JSON.stringify(failureOf(error))).not.toMatch(/hemmelig|42|side\.ts/);
  });
  it("names ids and nothing else of a message", () => {
    const key = "reports/wsp_0123456789abcdef0123/rep_0123456789abcdef0123.pdf";
    expect(idsIn(JSON.stringify({ key, text: "hemmelig", again: key }))).toEqual([
      "wsp_0123456789abcdef0123",
      "rep_0123456789abcdef0123",
    ]);
    expect(idsIn("hemmelig wsp_Ærø rep_")).toEqual([]);
  });
  it("carries a trace of AWS, and nothing that only pretends to be one", () => {
    expect(traceOf("Root=1-67891233-abcdef012345678912345678;Sampled=1")).toEqual({
      trace: "Root=1-67891233-abcdef012345678912345678;Sampled=1",
    });
    for (const odd of [undefined, "", "hemmelig tekst", '"}', "x".repeat(300)]) expect(traceOf(odd)).toEqual({});
  });
});
