import { SECTION_OF_KIND } from "../evidence/draft.ts";
import type { DraftId } from "../evidence/ids.ts";
import { outcomeOf } from "../evidence/standing.ts";
import type { StoredStatement } from "./stored.ts";

const SECTIONS = [...new Set(Object.values(SECTION_OF_KIND))];

const textOf = ({ proposed, decisions }: StoredStatement) => outcomeOf(decisions, 1).wording?.text ?? proposed.text;
const same = (a: StoredStatement, b: StoredStatement) =>
  a.proposed.section === b.proposed.section && (a.proposed.text === b.proposed.text || textOf(a) === b.proposed.text);

/**
 * A new draft does not throw away what people did with the former one. A statement written again as it was goes on with
 * its decisions, an accepted or reworded one stays even where nobody wrote it again, and comes before what is new.
 * @param fresh the new draft's statements; `before` those of the former draft that carry decisions.
 */
export function withDecided(
  draftId: DraftId,
  fresh: readonly StoredStatement[],
  before: readonly StoredStatement[],
): StoredStatement[] {
  const stays = before.filter(
    (old) => outcomeOf(old.decisions, 1).status === "accepted" || fresh.some((statement) => same(old, statement)),
  );
  const taken = fresh.filter((statement) => !stays.some((old) => same(old, statement)));
  const carried = stays.map((old): StoredStatement => ({ ...old, draftId }));
  return SECTIONS.flatMap((section) =>
    [...carried, ...taken].filter((statement) => statement.proposed.section === section),
  );
}
