import type { ReportId, WorkspaceId } from "../evidence/ids.ts";
import type { Coverage, Report } from "../evidence/report.ts";
import { type Code, SENTENCES, sentence } from "../evidence/sentence.ts";
import { unlessRefused, untilUncontended } from "./conditions.ts";
import type { Entities } from "./entities.ts";
import { raise } from "./pulse.ts";
import type { StoredReport } from "./store.ts";

type Row = NonNullable<Awaited<ReturnType<ReturnType<Entities["report"]["get"]>["go"]>>["data"]>;

/** What the item's JSON holds: the report less what has an attribute of its own. */
export type Facts = Omit<StoredReport, "id" | "workspaceId" | "status" | "run" | "progress" | "coverage"> & {
  /** Metadata that a person wrote and no reading may change. */
  edited?: string[];
};

export type Changes = Partial<Pick<StoredReport, "status" | "run" | "coverage">> & {
  facts?: Partial<Facts>;
  batches?: number;
  clearDone?: boolean;
};

export const failureOf = (code: string) => ({ code, message: code in SENTENCES ? sentence(code as Code, "da") : code });

export function reportFrom(row: Row): StoredReport {
  const { edited: _, ...facts } = JSON.parse(row.facts) as Facts;
  return {
    ...facts,
    id: row.reportId as ReportId,
    workspaceId: row.workspaceId as WorkspaceId,
    status: row.status as Report["status"],
    progress: { done: row.done?.length ?? 0, total: row.batches },
    ...(row.run === undefined ? {} : { run: row.run }),
    ...(row.coverage === undefined ? {} : { coverage: JSON.parse(row.coverage) as Coverage[] }),
  };
}

export type ChangeReport = ReturnType<typeof reportChanges>["change"];

/** How a report's item is read and changed. */
export function reportChanges(db: Entities, now: () => Date) {
  const read = async (workspaceId: WorkspaceId, reportId: ReportId) =>
    (await db.report.get({ workspaceId, reportId }).go({ consistent: true })).data ?? undefined;

  /** One conditional write of what `decide` makes of the report as it is; `undefined` leaves it. */
  async function change(
    workspaceId: WorkspaceId,
    reportId: ReportId,
    decide: (report: StoredReport, facts: Facts) => Changes | undefined,
  ): Promise<StoredReport | undefined> {
    return untilUncontended(async () => {
      const row = await read(workspaceId, reportId);
      if (row === undefined) return { done: undefined };
      const facts = JSON.parse(row.facts) as Facts;
      const changes = decide(reportFrom(row), facts);
      if (changes === undefined) return { done: undefined };
      const set = {
        changedAt: now().toISOString(),
        revision: row.revision + 1,
        ...(changes.status === undefined ? {} : { status: changes.status }),
        ...(changes.run === undefined ? {} : { run: changes.run }),
        ...(changes.batches === undefined ? {} : { batches: changes.batches }),
        ...(changes.coverage === undefined ? {} : { coverage: JSON.stringify(changes.coverage) }),
        ...(changes.facts === undefined ? {} : { facts: JSON.stringify({ ...facts, ...changes.facts }) }),
      };
      const patch = db.report.patch({ workspaceId, reportId }).set(set);
      const { data } =
        (await unlessRefused(
          (changes.clearDone ? patch.remove(["done"]) : patch)
            .where(({ revision }, { eq }) => eq(revision, row.revision))
            .go({ response: "all_new" }),
        )) ?? {};
      if (data === undefined) return undefined;
      await raise(db, workspaceId, "reports");
      return { done: reportFrom(data as Row) };
    });
  }

  return { read, change };
}
