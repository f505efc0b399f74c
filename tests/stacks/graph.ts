import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { promisify } from "node:util";

/** One resource as SST's components declare it to Pulumi, before any provider has seen it. */
export interface Resource {
  type: string;
  name: string;
  inputs: Inputs;
  opts?: { retainOnDelete: boolean; protect: boolean; parent: string | null };
}
/** What a resource is given. Loose on purpose: it is the providers' shape, not ours. */
export type Inputs = { [key: string]: unknown };

export interface Graph {
  app: { name: string; stage: string; removal: string; protect: boolean };
  resources: Resource[];
}

/**
 * Runs sst.config.ts for a stage under Pulumi's mocks, in a process of its own. Needs `.sst/platform`.
 * @param settings what the person who deploys sets beside the stage, and what that is called.
 */
export async function synthesize(
  stage: string,
  settings: Readonly<Record<string, string>> = {},
  variant = "plain",
): Promise<Graph> {
  mkdirSync(".sst", { recursive: true });
  const out = `.sst/graph.${stage}.${variant}.json`;
  await promisify(execFile)(process.execPath, ["scripts/synth.mjs", stage, out], {
    env: { ...process.env, ...settings, SYNTH_SECRETS: "OpenAiKey,SessionSecret", SST_TELEMETRY_DISABLED: "1" },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(readFileSync(out, "utf8")) as Graph;
}

export const ofType = (graph: Graph, type: string) => graph.resources.filter((resource) => resource.type === type);

export const part = (inputs: Inputs, key: string): Inputs => (inputs[key] ?? {}) as Inputs;

export interface PolicyStatement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

export const statementsIn = (policy: unknown): PolicyStatement[] => {
  const parsed = (typeof policy === "string" ? JSON.parse(policy) : policy) as { Statement?: PolicyStatement[] };
  return parsed?.Statement ?? [];
};

export const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
