import { createHash } from "node:crypto";

/** SHA-256 over the parts, 12 hex digits: where one part ends and the next begins makes a difference. */
export const hashOf = (parts: readonly string[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest("hex").slice(0, 12);
};
