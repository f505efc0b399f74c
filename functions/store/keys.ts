import { TABLE } from "./table.ts";

/**
 * How ElectroDB writes the keys of an entity: readable templates, case kept. Every partition of a workspace's things
 * begins with the workspace, so that a missing check still cannot cross from one to another.
 */
const part = <const Field extends string, const Composite extends string>(
  field: Field,
  composite: readonly Composite[],
  template: string,
) => ({ field, composite: [...composite], template, casing: "none" as const });

export const primary = <const Hash extends string, const Range extends string>(
  hash: readonly Hash[],
  hashTemplate: string,
  range: readonly Range[],
  rangeTemplate: string,
) => ({ pk: part(TABLE.key.hash, hash, hashTemplate), sk: part(TABLE.key.range, range, rangeTemplate) });

export const people = <const Hash extends string, const Range extends string>(
  hash: readonly Hash[],
  hashTemplate: string,
  range: readonly Range[],
  rangeTemplate: string,
) => ({
  index: TABLE.indexes.people.name,
  pk: part(TABLE.indexes.people.hash, hash, hashTemplate),
  sk: part(TABLE.indexes.people.range, range, rangeTemplate),
});

export const model = (entity: string) => ({ entity, version: "1", service: "belaeg" });
