import { beforeAll, describe, expect, it } from "vitest";
import { type Graph, type Inputs, ofType, part, statementsIn, synthesize } from "./graph.ts";
import { RULES } from "./rules.ts";
import { named, WEAKENINGS } from "./weakenings.ts";

const KEY = "arn:aws:kms:eu-north-1:123456789012:key/own";
const SITE = "https://belaeg.example.test";

let personal: Graph;
let production: Graph;
let withOptions: Graph;
beforeAll(async () => {
  const mail = { BELAEG_ALARM_EMAIL: "drift@example.test" };
  personal = await synthesize("test");
  production = await synthesize("production", mail);
  const options = {
    BELAEG_KMS_KEY_ARN: KEY,
    BELAEG_SITE_ORIGIN: SITE,
    BELAEG_WAF: "on",
    BELAEG_DIGEST_LOCK: "governance",
  };
  withOptions = await synthesize("production", { ...mail, ...options, BELAEG_DIGEST_DAYS: "400" }, "options");
});

describe("every stage keeps the rules", () => {
  it.each(Object.keys(RULES))("%s", (name) => {
    expect(RULES[name]?.(personal)).toEqual([]);
    expect(RULES[name]?.(production)).toEqual([]);
    expect(RULES[name]?.(withOptions)).toEqual([]);
  });
});

describe("what whoever deploys may choose", () => {
  it("a key of one's own encrypts both buckets and the table, and every function may use it", () => {
    for (const name of ["ReportsEncryption", "DigestsEncryption", "BelaegTable"])
      expect(JSON.stringify(named(withOptions, new RegExp(`^${name}$`))?.inputs)).toContain(KEY);
    const roles = ofType(withOptions, "aws:iam/role:Role").filter(({ name }) =>
      /^(Read|Extract|Draft|Review|Upkeep)/.test(name),
    );
    expect(roles).toHaveLength(5);
    for (const { inputs } of roles) {
      const granted = (inputs.inlinePolicies as Inputs[]).flatMap(({ policy }) => statementsIn(policy));
      expect(granted).toContainEqual({
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: [KEY],
      });
    }
    expect(JSON.stringify(production)).not.toContain("kms:");
  });
  it("an address of one's own is the only one that may use the bucket", () => {
    expect(named(withOptions, /^ReportsCors$/)?.inputs.corsRules).toMatchObject([{ allowedOrigins: [SITE] }]);
  });
  it("a firewall stands before the site", () => {
    const [firewall] = ofType(withOptions, "aws:wafv2/webAcl:WebAcl");
    expect(JSON.stringify(firewall?.inputs)).toContain("rateBasedStatement");
    expect(String(ofType(withOptions, "aws:cloudfront/distribution:Distribution")[0]?.inputs.webAclId)).toContain(
      "wafv2",
    );
    expect(ofType(production, "aws:wafv2/webAcl:WebAcl")).toEqual([]);
  });
  it("digests are locked in the way and for the time that one chooses", () => {
    const lock = (graph: Graph) => part(part(named(graph, /^DigestsLock$/)?.inputs ?? {}, "rule"), "defaultRetention");
    expect(lock(withOptions)).toEqual({ mode: "GOVERNANCE", days: 400 });
    expect(lock(production)).toEqual({ mode: "COMPLIANCE", days: 1827 });
    expect(named(personal, /^DigestsLock$/)).toBeUndefined();
  });
});

describe("a weakened stack is noticed", () => {
  it("by every rule there is", () => {
    expect([...new Set(WEAKENINGS.map(([rule]) => rule))].sort()).toEqual(Object.keys(RULES).sort());
  });
  it.each(WEAKENINGS)("%s: %s", (rule, _what, weaken) => {
    const graph = structuredClone(production);
    weaken(graph);
    expect(RULES[rule]?.(graph)).not.toEqual([]);
  });
});
