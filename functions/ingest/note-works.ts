import { authorIn, fold, isBody, isLaw } from "./author-name.ts";
import { type CitedWork, pagesOf, withoutLeadIn, workOf, worksIn } from "./cited-work.ts";
import { shortAuthor, workInEntry, yearIn } from "./references.ts";

/** What notes before this one named: `ibid.` and `op.cit.` point back. */
export interface EarlierWorks {
  /** Of the note right before. */
  last: CitedWork | undefined;
  byNote: ReadonlyMap<string, readonly CitedWork[]>;
  all: readonly CitedWork[];
}

const MARK = /^[[(]?(?:[⁰¹²³⁴-⁹]{1,3}|\d{1,3}|[*†‡]{1,3}|[ᵃᵇᶜᵈᵉᶠᵍʰ])[\].)]*\s*/;
const AGAIN = /^(?:ibid(?:em)?|samme ?sted|s\.\s?st|a\.\s?st|loc\.\s?cit)(?!\p{L})/iu;
const BEFORE = /(?<!\p{L})(?:op\.\s?cit|anf\.\s?(?:skr|arb)|a\.\s?a)(?!\p{L})/iu;
const NOTE = /(?:^|(?<!\p{L})supra\s+)(?:note|fodnote)\s+(\d{1,3})(?!\d)/iu;
const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})(?:[/?#]\S*)?/i;
/** A finite verb early on: the note is prose that merely opens with a name. */
const PROSE =
  /(?<![\p{L}-])(?:har|havde|er|var|blev|bliver|indgår|omfatter|dækker|viser|gælder|kan|skal|vil|bør|is|are|was|were|has|have|includes?|covers?)(?![\p{L}-])/iu;

/** The works that a note names as the source of what it is set on; none where it explains, or cites a law. */
export function worksInNote(note: string, earlier: EarlierWorks): CitedWork[] {
  const works: CitedWork[] = [];
  for (const part of note.replace(MARK, "").split(/;\s+|(?<=\.)\s+(?=(?:Se|Jf\.?) (?:også|endvidere|desuden)\s)/u)) {
    const piece = withoutLeadIn(part);
    if (isLaw(piece)) continue;
    const known = pointedBack(piece, works.length > 0 ? { ...earlier, last: works.at(-1) } : earlier);
    works.push(...(known ?? named(piece, part)));
  }
  return works;
}

function pointedBack(piece: string, { last, byNote, all }: EarlierWorks): readonly CitedWork[] | undefined {
  if (AGAIN.test(piece)) return last ? [{ ...last, pages: pagesOf(piece) }] : [];
  const number = NOTE.exec(piece)?.[1];
  if (number !== undefined) return byNote.get(number) ?? [];
  const before = BEFORE.exec(piece);
  if (!before) return undefined;
  const whose = fold(shortAuthor(piece.slice(0, before.index).replace(/\(.*$/, "")));
  const found = all.findLast(({ author }) => whose !== "" && fold(author).startsWith(whose.split(" &")[0]!));
  return found ? [{ ...found, pages: pagesOf(piece) }] : [];
}

/** What a piece of a note names by itself: an entry, an author with a year, a body with a title, an address. */
function named(piece: string, part: string): CitedWork[] {
  if (/^(?:dobbelt)?interview/i.test(piece)) return [];
  const entry = isPeople(piece) ? workInEntry(piece, pagesOf(piece)) : undefined;
  if (entry) return [entry];
  const short = worksIn(piece);
  if (short.length > 0 && !/[.:]\s/.test(short[0]!.author)) return short;
  const address = ADDRESS.exec(piece);
  if (address && /^(?:https?:|www\.)/i.test(piece)) return [workOf(address[1]!.toLowerCase(), undefined, [])];
  const opening = authorIn(/^(?:[^.:,(]|\.(?=\s?\p{Lu}\.)|(?<=\p{Lu})\.)+/u.exec(piece)?.[0] ?? "");
  const body = opening !== undefined && isBody(opening) ? opening : undefined;
  const follows = piece.slice(opening?.length ?? 0);
  if (body !== undefined && /^\s*[.:,(]/.test(follows) && !PROSE.test(follows.slice(0, 70))) {
    const year = yearIn(follows);
    if (year !== undefined || /^\s*[.:]\s*\S/.test(follows) || part !== piece)
      return [workOf(body, year, pagesOf(follows))];
  }
  if (body !== undefined && part !== piece && follows.trim().length < 2) return [workOf(body, undefined, [])];
  return [];
}

/** Opens with surnames and initials: `Holm, A.`, `Holm AB, Juhl C.`, `Holm A. et al.` */
const isPeople = (piece: string) =>
  /^\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’-]+)*,?\s(?:\p{Lu}\.?\s?){1,3}(?=[\s,.&(;]|$)/u.test(piece);
