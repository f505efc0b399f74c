import { createHash } from "node:crypto";
import type { Passage } from "../../evidence/passage.ts";

/**
 * Which of the passages without a claim are asked about once more: a share of them, chosen by their ids, so that the
 * same passages are chosen each time and nobody can choose what is looked at.
 * @param share 0–1
 */
export const sampleOf = (skipped: readonly Passage[], share: number) =>
  skipped.filter(({ id }) => {
    const draw = createHash("sha256").update(id).digest().readUInt32BE() / 2 ** 32;
    return draw < share;
  });
