import path from "node:path";
import type { Engine } from "../functions/engines/engine.ts";
import { readModelSettings } from "../functions/runtime/settings.ts";
import type { RecordingsUsed } from "./recordings-used.ts";

export const RECORDINGS = path.join(import.meta.dirname, "recordings");

export interface EngineChoice {
  engine: "local" | "openai";
  /** `replay` never leaves the machine: an answer that was not recorded is an error naming the prompt. */
  mode: "replay" | "live" | "record";
  /** Prompt files of another version, for the arm compared with. */
  promptFolder?: string;
  /** How often a question that failed in passing is asked; by default as in production. */
  attempts?: number;
  used?: RecordingsUsed;
}

export async function chooseEngine({ engine, mode, promptFolder, attempts, used }: EngineChoice): Promise<Engine> {
  if (engine === "local") {
    const { localEngine } = await import("../functions/engines/local/local-engine.ts");
    return localEngine();
  }
  const { openaiEngine } = await import("../functions/engines/openai/openai-engine.ts");
  const { fileCache } = await import("../functions/engines/openai/file-cache.ts");
  const { readPrompts } = await import("../functions/engines/openai/prompt-files.ts");
  const settings = readModelSettings();
  const files = fileCache(RECORDINGS, mode === "replay" ? "replay" : mode === "record" ? "record" : "auto");
  return openaiEngine({
    model: settings.model ?? (mode === "replay" ? "protocol-server" : "gpt-4.1-mini"),
    // replay asks nobody; the address is one that answers nobody
    ...(mode === "replay" ? { baseUrl: "http://127.0.0.1:9" } : {}),
    ...(mode === "replay" || settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }),
    ...(mode === "replay" || settings.baseUrl === undefined ? {} : { baseUrl: settings.baseUrl }),
    cache: used?.watching(files) ?? files,
    ...(attempts === undefined ? {} : { retry: { attempts: asOften(attempts) } }),
    ...(promptFolder === undefined ? {} : { prompts: readPrompts(promptFolder) }),
  });
}

const asOften = (n: number) => ({ "rate-limited": n, "server-error": n, unreachable: n, timeout: n });
