import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { type CachedReply, type CallAbout, canonicalJson, type ReplyCache } from "./reply-cache.ts";

const Stored = z.object({
  promptVersion: z.string(),
  model: z.string(),
  outcome: z.enum(["answered", "cut-off", "refused", "malformed"]),
  text: z.string(),
  request: z.unknown(),
  usage: z.object({ inputTokens: z.number(), cachedTokens: z.number(), outputTokens: z.number() }),
});

/** A recording is missing where only recordings may be used. */
export class MissingReplyError extends Error {
  override name = "MissingReplyError";
}

/**
 * Replies as files, one readable JSON a call, in a folder for each prompt: `extract/3f/3f2a….json`.
 * @param mode `auto` reads and adds · `replay` only reads, and a miss is an error that names the prompt file · `record`
 *   asks anew and overwrites.
 */
export function fileCache(folder: string, mode: "auto" | "replay" | "record" = "auto"): ReplyCache {
  const pathOf = (key: string, promptVersion: string) =>
    join(folder, promptVersion.split("@")[0] ?? "prompt", key.slice(0, 2), `${key}.json`);
  return {
    async get(key, about) {
      if (mode === "record") return undefined;
      const stored = await readStored(pathOf(key, about.promptVersion));
      if (stored === undefined && mode === "replay") throw missing(about);
      return stored;
    },
    async put(key, reply) {
      if (mode === "replay") return;
      const path = pathOf(key, reply.promptVersion);
      await mkdir(dirname(path), { recursive: true });
      // written beside and renamed: a crash leaves a whole entry or none
      const draft = `${path}.${randomUUID()}`;
      await writeFile(draft, `${canonicalJson(reply, 1)}\n`);
      await rename(draft, path);
    },
  };
}

async function readStored(path: string): Promise<CachedReply | undefined> {
  try {
    const stored = Stored.safeParse(JSON.parse(await readFile(path, "utf8")));
    return stored.success ? stored.data : undefined;
  } catch (error) {
    // a damaged entry is like none: it is asked for again and overwritten
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const missing = (about: CallAbout) =>
  new MissingReplyError(
    `No recorded reply of ${about.model} for ${about.promptFile} as it is now (${about.promptVersion}): record it, or take the change back`,
  );
