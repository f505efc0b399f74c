import { type Engine, EngineError } from "../engines/engine.ts";
import { NO_USAGE } from "../evidence/usage.ts";
import type { ModelSettings } from "./settings.ts";

export type EngineName = "local" | "openai";

/** The model asked for where nobody names another. */
const DEFAULT_MODEL = "gpt-4.1-mini";

/**
 * Engines by name, each made when it is first asked for: LangChain alone takes longer to load than the built-in engine
 * takes to read a report.
 */
export function enginesWith(model: ModelSettings): (name: EngineName) => Promise<Engine> {
  const made = new Map<EngineName, Promise<Engine>>();
  return (name) => {
    let engine = made.get(name);
    if (engine === undefined) {
      engine = name === "local" ? builtIn() : modelEngine(model);
      made.set(name, engine);
    }
    return engine;
  };
}

async function builtIn(): Promise<Engine> {
  const { localEngine } = await import("../engines/local/local-engine.ts");
  return localEngine();
}

async function modelEngine({
  apiKey,
  baseUrl,
  model = DEFAULT_MODEL,
  cacheFolder,
  budget,
}: ModelSettings): Promise<Engine> {
  const otherProvider = model.includes(":") && !model.startsWith("openai:");
  if (apiKey === undefined && baseUrl === undefined && !otherProvider)
    throw new EngineError("engine-no-key", "neither OPENAI_API_KEY nor OPENAI_BASE_URL is set", NO_USAGE);
  const { openaiEngine } = await import("../engines/openai/openai-engine.ts");
  const { fileCache } = await import("../engines/openai/file-cache.ts");
  return openaiEngine({
    model,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(cacheFolder === undefined ? {} : { cache: fileCache(cacheFolder) }),
    ...(budget === undefined ? {} : { budget }),
  });
}
