import type { Migration } from "./migrate.ts";

interface Facts {
  readingKey?: string;
  readingKeys?: string[];
}

/**
 * Reports that were read before every reading was remembered name only the current one. Deleting such a report would leave
 * its text behind: what is deleted is what is named.
 */
const everyReadingIsNamed: Migration = {
  id: "0001-every-reading-is-named",
  entity: "report",
  upgrade(item) {
    const facts = JSON.parse(String(item.facts)) as Facts;
    const { readingKey, readingKeys = [] } = facts;
    if (readingKey === undefined || readingKeys.includes(readingKey)) return undefined;
    return { facts: JSON.stringify({ ...facts, readingKeys: [...readingKeys, readingKey] }) };
  },
};

/** Every change of a stored form there has been, in order. */
export const MIGRATIONS: readonly Migration[] = [everyReadingIsNamed];
