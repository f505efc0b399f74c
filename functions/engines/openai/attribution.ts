import type { Attribution } from "../../evidence/claim.ts";
import { looksLikeInstruction } from "../../evidence/instruction-like.ts";
import type { Passage } from "../../evidence/passage.ts";
import type { RepliedClaim } from "./reply-schema.ts";

/**
 * Whose statement a claim is, when the model names somebody whom the passages name too. Otherwise nothing is said, and
 * the report's own in-text citations decide.
 */
export function attributionOf(claim: RepliedClaim, passages: readonly Passage[]): Attribution | undefined {
  const who = claim.who?.trim() ?? "";
  if (claim.whose === "report" || who === "" || looksLikeInstruction(who) || !isNamed(who, passages)) return undefined;
  if (claim.whose === "speaker") {
    const [name, ...role] = who.split(/,\s*/);
    return { by: "speaker", speaker: { name: name!, ...(role.length > 0 ? { role: role.join(", ") } : {}) } };
  }
  const year = /\b(?:19|20)\d{2}[a-z]?\b/.exec(who)?.[0];
  const page = /\b(?:s|p|pp)\.\s*(\d+(?:\s*[-–]\s*\d+)?)/.exec(who)?.[1];
  const author = who
    .replace(/[,;(]?\s*(?:19|20)\d{2}[a-z]?\b.*$/, "")
    .replace(/[,;(\s]+$/, "")
    .trim();
  if (author === "") return undefined;
  const label = year === undefined ? author : `${author} ${year}`;
  const source = { label, author, ...(year === undefined ? {} : { year }), ...(page === undefined ? {} : { page }) };
  return { by: "source", sources: [source] };
}

/** Every word of the name stands in the passages or their headings. */
function isNamed(who: string, passages: readonly Passage[]): boolean {
  const words = who.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const there = new Set(
    passages
      .flatMap((passage) => [passage.text, ...passage.section])
      .join(" ")
      .toLowerCase()
      .match(/[\p{L}\p{N}]{2,}/gu) ?? [],
  );
  return words.length > 0 && words.every((word) => there.has(word));
}
