import { TABLE } from "../../functions/store/table.ts";
import { type Inputs, listOf, ofType, part, statementsIn } from "./graph.ts";
import { broken, FUNCTION, MAPPING, ours, QUEUE, ROLE, type Rule } from "./rule.ts";

/** Actions that AWS only knows for all resources, and why each is here. */
const WITHOUT_RESOURCES = new Set(["xray:PutTraceSegments", "xray:PutTelemetryRecords"]);

const grantsAreNamed: Rule = (graph) =>
  ofType(graph, ROLE)
    .filter(ours)
    .flatMap((role) =>
      ((role.inputs.inlinePolicies ?? []) as Inputs[]).flatMap((inline) =>
        statementsIn(inline.policy).flatMap((statement) => [
          ...listOf(statement.Action)
            .filter((action) => action.endsWith("*"))
            .map((action) => `${role.name} may do ${action}`),
          ...(listOf(statement.Resource).includes("*") &&
          !listOf(statement.Action).every((action) => WITHOUT_RESOURCES.has(action))
            ? [`${role.name} may do ${listOf(statement.Action).join(", ")} to everything`]
            : []),
        ]),
      ),
    );

const rolesAreTheFunctionsAlone: Rule = (graph) =>
  ofType(graph, ROLE)
    .filter(ours)
    .filter((role) => {
      const principals = statementsIn(role.inputs.assumeRolePolicy).map(({ Principal }) => JSON.stringify(Principal));
      return !principals.every((principal) =>
        /^\{"Service":"(lambda|scheduler)\.amazonaws\.com"\}$/.test(principal.replace(/[[\]]/g, "")),
      );
    })
    .map((role) => `${role.name} may be taken by somebody else than its service`);

const tracesCanBeSent: Rule = (graph) =>
  ofType(graph, ROLE)
    .filter((role) => ours(role) && !/^(Daily|Hourly)/.test(role.name))
    .filter((role) => {
      const inline = (role.inputs.inlinePolicies ?? []) as Inputs[];
      const actions = inline.flatMap(({ policy }) => statementsIn(policy).flatMap(({ Action }) => listOf(Action)));
      return !actions.includes("xray:PutTraceSegments");
    })
    .map((role) => `${role.name} writes traces that nobody gets`);

/** Only the upkeep, and only by the table's small index: whoever reads a whole table reads every workspace. */
const nobodyReadsTheWholeTable: Rule = (graph) =>
  ofType(graph, ROLE)
    .filter(ours)
    .flatMap((role) =>
      ((role.inputs.inlinePolicies ?? []) as Inputs[]).flatMap(({ policy }) =>
        statementsIn(policy)
          .filter(({ Action }) => listOf(Action).some((action) => /:Scan$|:PartiQL/.test(action)))
          .filter(
            ({ Resource }) => !listOf(Resource).every((arn) => arn.endsWith(`/index/${TABLE.indexes.people.name}`)),
          )
          .map(() => `${role.name} may read the whole table`),
      ),
    );

const mappingsAreBounded: Rule = (graph) =>
  broken(
    ofType(graph, MAPPING).filter((m) => !(Number(part(m.inputs, "scalingConfig").maximumConcurrency) >= 2)),
    (m) => `${m.name} may start as many functions as there are messages, and those that find no place fail`,
  );

/** Places that no flood of uploads can take: what the stages may use together leaves the API its own. */
const apiKeepsItsPlaces: Rule = (graph) => {
  const places = (name: RegExp) =>
    ofType(graph, FUNCTION)
      .filter((f) => name.test(f.name))
      .reduce((sum, f) => sum + Number(f.inputs.reservedConcurrentExecutions ?? 0), 0);
  return places(/^Review/) >= places(/^(Read|Extract|Draft|Upkeep)/)
    ? []
    : ["the stages may take more places than the API has"];
};

const visibilityIsSixTimes: Rule = (graph) =>
  ["Read", "Extract", "Draft"].flatMap((stage) => {
    const queue = ofType(graph, QUEUE).find((q) => q.name === `${stage}Queue`);
    const worker = ofType(graph, FUNCTION).find((f) => new RegExp(`^${stage}Subscriber`).test(f.name));
    if (!queue || !worker) return [`${stage} has no queue or no function`];
    const enough = Number(queue.inputs.visibilityTimeoutSeconds) >= 6 * Number(worker.inputs.timeout);
    return enough ? [] : [`${stage}: a batch is delivered again while it may still be worked on`];
  });

const batchesFailInPart: Rule = (graph) =>
  broken(
    ofType(graph, MAPPING).filter(
      (m) => !((m.inputs.functionResponseTypes ?? []) as string[]).includes("ReportBatchItemFailures"),
    ),
    (m) => `${m.name} repeats a whole batch for one bad message`,
  );

const functionsAreBounded: Rule = (graph) =>
  ofType(graph, FUNCTION)
    .filter(ours)
    .flatMap((f) => [
      ...(f.inputs.runtime === "nodejs24.x" ? [] : [`${f.name} runs on ${String(f.inputs.runtime)}`]),
      ...((f.inputs.architectures as string[] | undefined)?.[0] === "arm64" ? [] : [`${f.name} is not arm64`]),
      ...(Number(f.inputs.reservedConcurrentExecutions) > 0 ? [] : [`${f.name} may take every place there is`]),
      ...(Number(f.inputs.timeout) <= 300 ? [] : [`${f.name} may run over five minutes`]),
      ...(Number(f.inputs.memorySize) >= 1024 && Number(f.inputs.memorySize) <= 2048
        ? []
        : [`${f.name} has ${String(f.inputs.memorySize)} MB`]),
      ...(part(f.inputs, "tracingConfig").mode === "Active" ? [] : [`${f.name} leaves no traces`]),
    ]);

/** What functions may do, and how much of it at once. */
export const FUNCTION_RULES: Readonly<Record<string, Rule>> = {
  grantsAreNamed,
  rolesAreTheFunctionsAlone,
  tracesCanBeSent,
  nobodyReadsTheWholeTable,
  mappingsAreBounded,
  apiKeepsItsPlaces,
  visibilityIsSixTimes,
  batchesFailInPart,
  functionsAreBounded,
};
