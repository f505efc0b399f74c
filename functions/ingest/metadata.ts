import type { Reading } from "../evidence/reading.ts";
import { clean, type FrontPart } from "./front.ts";
import { publisherOf } from "./publisher.ts";
import { kindOf } from "./report-kind.ts";
import { titleOf, writtenTitle } from "./report-title.ts";
import { yearOf } from "./report-year.ts";

export interface Described {
  title: string;
  publisher?: string;
  year?: number;
  kind?: NonNullable<Reading["kind"]>;
}

interface Shown {
  info: Record<string, string>;
  front: readonly FrontPart[];
  /** Points of the body's type. */
  bodySize: number;
  headings: readonly string[];
  text: string;
  fileName?: string;
}

/** Title, publisher, year and kind as the report itself shows them; what it does not show is left out. */
export function describe({ info, front, bodySize, headings, text, fileName }: Shown): Described {
  const title = titleOf(info, front, bodySize) ?? titleFromFile(fileName) ?? "Uden titel";
  const publisher = publisherOf(info, front, [title, writtenTitle(info)]);
  const year = yearOf(info, front);
  const kind = kindOf(title, front, text, headings);
  return {
    title,
    ...(publisher === undefined ? {} : { publisher }),
    ...(year === undefined ? {} : { year }),
    ...(kind === undefined ? {} : { kind }),
  };
}

const titleFromFile = (fileName: string | undefined) => {
  const name = clean((fileName ?? "").replace(/\.pdf$/i, "").replace(/[_]+/g, " "));
  return name === "" ? undefined : name;
};
