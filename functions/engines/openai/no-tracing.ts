/**
 * Tells LangChain to send nothing of what it sees to LangSmith, whatever the surroundings say: a report's text goes to
 * the model that was chosen and nowhere else. LangChain reads these names from the environment at every call, and only
 * there; they are taken away, never read.
 */
export function switchTracingOff() {
  for (const name of TRACING) Reflect.deleteProperty(process.env, name);
}

const TRACING = [
  "LANGSMITH_TRACING",
  "LANGSMITH_TRACING_V2",
  "LANGCHAIN_TRACING",
  "LANGCHAIN_TRACING_V2",
  "LANGSMITH_GATEWAY",
];
