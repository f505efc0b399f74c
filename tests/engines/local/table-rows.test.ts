import { expect, it } from "vitest";
import { asserts } from "../../../functions/engines/local/table-rows.ts";
import type { Passage } from "../../../functions/evidence/passage.ts";

/** A row of a table whose columns have these names; none for the row that names them. */
function row(text: string, names: readonly string[] = []): Passage {
  let at = 0;
  const cells = text.split("\t").map((cell, i) => {
    const start = at;
    at += cell.length + 1;
    return { start, end: start + cell.length, ...(names[i] === undefined ? {} : { header: names[i] }) };
  });
  return { kind: "table-row", text, cells } as Passage;
}
const NAMES = ["Nr.", "Midler til initiativet i alt (mio. kr.)", "Status"];

it("takes a row that says something for a claim, and its figures alone for none", () => {
  expect(asserts(row("4\tAlle kommuner har ansat en koordinator\t31. maj 2021", NAMES), [])).toBe(true);
  expect(asserts(row("Region Sydøst\t81,2\t64,0", NAMES), [])).toBe(false);
});

it("takes the names of columns for no claim, however long they are", () => {
  const names = row(NAMES.join("\t"));
  expect(asserts(names, [row("4\t12\tnået", NAMES)])).toBe(false);
  expect(asserts(names, [])).toBe(true);
});
