import type { Passage } from "../evidence/passage.ts";
import type { Speaking } from "../evidence/source.ts";

const NAME = String.raw`\p{Lu}[\p{L}'’-]+(?:\s+(?:\p{Lu}\.|\p{Lu}[\p{L}'’-]+|af|von|van|de)){0,3}\s+\p{Lu}[\p{L}'’-]+`;
/** `interview med ledende overlæge Karen Holm`, `(interview, Karen Holm)`, `fra interviewet med Karen Holm`. */
const INTERVIEW = new RegExp(
  String.raw`\b(?:dobbelt)?interview(?:et|s)?(?:\s+(?:med|af|with)|,)?\s+((?:\p{Ll}[\p{L}-]*\s+){0,4})(${NAME})`,
  "gu",
);
/** `siger overlæge Karen Holm`, `fortæller Karen Holm`: what the sentence says is hers. */
const SAYS = new RegExp(
  String.raw`\b(?:siger|fortæller|udtaler|understreger|påpeger|forklarer|vurderer|mener|says|argues)\s+((?:\p{Ll}[\p{L}-]*\s+){0,3})(${NAME})`,
  "gu",
);

/** Words that show a clause, not a role, stood before the name; and names that are no person's. */
const CLAUSE = /(?:^|\s)(?:at|man|i|på|til|der|som|det|den|en|et|fra|for|om|that|the|in|of)(?:\s|$)/u;
const ORGANISATION = /^(?:Region|Regionerne|Danske?|Kommun|Sundheds|Kræft|Styrelsen|Center|Institut|The)/u;

/** Sentences that say whose words they give: the named person of an interview. The span is the sentence. */
export function speakersIn(passages: readonly Passage[]): Speaking[] {
  const found: Speaking[] = [];
  for (const { kind, text, start, end } of passages) {
    if (kind === "reference" || kind === "contents" || kind === "heading" || kind === "caption" || text.length > 2000)
      continue;
    for (const pattern of [INTERVIEW, SAYS])
      for (const match of text.matchAll(pattern)) {
        const name = match[2]!.replace(/\s+/g, " ");
        const role = match[1]!.trim();
        if (CLAUSE.test(role) || ORGANISATION.test(name)) continue;
        if (found.some((other) => other.start === start && other.name === name)) continue;
        found.push({ start, end, name, ...(role === "" ? {} : { role }) });
      }
  }
  return found;
}
