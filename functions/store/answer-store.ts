import type { PersonId, WorkspaceId } from "../evidence/ids.ts";
import { unlessRefused } from "./conditions.ts";
import type { Entities } from "./entities.ts";

const DAY = 86_400;

export interface StoredAnswer {
  status: number;
  body: string | null;
  headers: Record<string, string>;
}

/** Whose key it is, and in which workspace (`-` for outside of all). */
export interface KeyOwner {
  scope: WorkspaceId | "-";
  personId: PersonId;
}

/** What POSTs with an Idempotency-Key were answered, for 24 hours. */
export function answerStore(db: Entities, now: () => Date) {
  const seconds = () => Math.floor(now().getTime() / 1000);
  return {
    /**
     * Takes the key for a request whose method, path and body hash to `bodyHash`.
     * @returns `new`, the answer given before, `unanswered` where the first request has not come to an end (or died),
     * or `other` when the key was used for another request.
     */
    async takeKey(by: KeyOwner, key: string, bodyHash: string): Promise<"new" | "unanswered" | "other" | StoredAnswer> {
      const taken = await unlessRefused(
        db.answer
          .put({ ...by, key, bodyHash, expiresAt: seconds() + DAY })
          // expired rows are removed by the table when it pleases
          .where(({ expiresAt, key: known }, { notExists, lt }) => `${notExists(known)} OR ${lt(expiresAt, seconds())}`)
          .go(),
      );
      if (taken !== undefined) return "new";
      const { data } = await db.answer.get({ ...by, key }).go({ consistent: true });
      if (data === null) return "new";
      if (data.bodyHash !== bodyHash) return "other";
      return data.answer === undefined ? "unanswered" : (JSON.parse(data.answer) as StoredAnswer);
    },
    async putAnswer(by: KeyOwner, key: string, bodyHash: string, answer: StoredAnswer) {
      const text = JSON.stringify(answer);
      // an answer too big for an item is not kept: asking again runs again, which ids made from the key make harmless
      if (Buffer.byteLength(text) > 300_000) return;
      await db.answer.put({ ...by, key, bodyHash, answer: text, expiresAt: seconds() + DAY }).go();
    },
  };
}
