import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Claim } from "../../functions/evidence/claim.ts";
import type { ReportId, WorkspaceId } from "../../functions/evidence/ids.ts";
import { READER_VERSION } from "../../functions/ingest/reader-version.ts";
import { betterReader, quotedOnce, readBetter, without } from "./better-reader.ts";
import { type CandidateRig, candidateRig } from "./candidate-rig.ts";
import { delivery, rereadWish, runThrough } from "./deliveries.ts";
import { digestOf, sampleBytes } from "./pipeline-rig.ts";

let rig: CandidateRig;
let bytes: Uint8Array;

beforeAll(async () => {
  rig = await candidateRig({ batchSize: 60 });
  bytes = await sampleBytes();
});
beforeEach(() => {
  rig.sent.length = 0;
});
afterAll(() => rig?.stop());

const claimsOf = (ws: WorkspaceId, id: ReportId) => rig.store.claimsOfReport(ws, id);

/** Ids, run names and times differ between two workspaces; what stands in the report does not. */
async function told(ws: WorkspaceId, id: ReportId) {
  const digest = await digestOf(rig, ws, id);
  return {
    ...digest,
    claims: digest.claims
      .map(({ id: _, reportId: __, citations, ...rest }) => ({
        ...rest,
        citations: citations.map(({ reportId: ___, ...citation }) => citation),
      }))
      .sort((a, b) => a.citations[0]!.start - b.citations[0]!.start || (a.text < b.text ? -1 : 1)),
    heldBack: digest.heldBack.length,
  };
}

describe("a re-read with a preview", () => {
  it("touches nothing that people see until it is accepted, and then leaves what a plain re-read leaves", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const [plainWs, plainId] = await rig.readReport(bytes);
    const [gone, kept, rejected] = quotedOnce(await claimsOf(ws, id)) as [Claim, Claim, Claim];
    for (const [where, report] of [
      [ws, id],
      [plainWs, plainId],
    ] as const) {
      const twin = async (claim: Claim) => (await claimsOf(where, report)).find(({ text }) => text === claim.text)!;
      await rig.decide(where, (await twin(kept)).id);
      await rig.decide(where, (await twin(rejected)).id, { verdict: "reject", reason: "not-relevant" });
    }
    const before = await digestOf(rig, ws, id);
    const candidate = await rig.preview(ws, id);
    await rig.deliverAll(without(rig.deps, gone));

    expect(await digestOf(rig, ws, id)).toEqual(before);
    expect(await rig.candidate(ws, id)).toMatchObject({
      id: candidate,
      status: "ready",
      same: false,
      readerVersion: "better",
      comparison: { before: { readerVersion: READER_VERSION }, after: { readerVersion: "better" }, since: 0 },
    });
    expect((await rig.accept(ws, id, candidate)).status).toBe(202);
    await rig.deliverAll(without(rig.deps, gone));
    await runThrough(without(rig.deps, gone), rereadWish(plainWs, plainId), "plain", 1_800_000_000_000);

    expect(await told(ws, id)).toEqual(await told(plainWs, plainId));
    const report = await rig.store.report(ws, id);
    expect(report).toMatchObject({ status: "ready", readerVersion: "better" });
    expect(report?.candidate).toBeUndefined();
    expect((await rig.keysOf(ws)).filter((key) => /\/can_[^/]+\//.test(key))).toEqual([]);
  });

  it("names what is lost, added and vanished before it happens, with the words that stand there now", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const [decided, open] = quotedOnce(await claimsOf(ws, id)) as [Claim, Claim];
    await rig.decide(ws, decided.id);
    // a sentence that a reader of before had lost
    const news = "I 2031 blev 412 borgere tilbudt en samtale om kost og søvn i kommunen.\n\n";
    const deps = betterReader(rig.deps, (reading) => {
      const shorter = readBetter(reading, "", open.citations[0]!.exact);
      const better = readBetter(shorter, news, decided.citations[0]!.exact);
      const first = better.passages.find(({ kind }) => kind === "body")!;
      const span = { start: 0, end: news.trimEnd().length };
      const passage = { ...first, id: "pas_ny" as never, page: 1, ...span, text: news.trimEnd(), rects: [] };
      return { ...better, passages: [passage, ...better.passages] };
    });
    const candidate = await rig.preview(ws, id);
    await rig.deliverAll(deps);

    const { comparison, counts } = await rig.candidate(ws, id);
    expect(comparison.counts).toEqual(counts);
    expect(comparison.counts).toMatchObject({ vanished: 2, added: 1 });
    expect(comparison.vanishedKept).toBe(1);
    const changes = await rig.changes(ws, id);
    expect(changes.find((change: { id: string }) => change.id === decided.id)).toMatchObject({
      change: "vanished",
      kept: true,
      status: "accepted",
      before: { exact: decided.text, page: decided.citations[0]!.page },
    });
    expect(changes.find((change: { id: string }) => change.id === open.id)).toMatchObject({ kept: false });
    const [added] = await rig.changes(ws, id, "&change=added");
    expect(added).toMatchObject({ change: "added", after: { exact: news.trimEnd(), page: 1 } });

    await rig.accept(ws, id, candidate);
    await rig.deliverAll(deps);
    const after = await claimsOf(ws, id);
    expect(after.find((claim) => claim.id === decided.id)).toMatchObject({ status: "accepted", flags: ["vanished"] });
    expect(after.find((claim) => claim.id === open.id)).toBeUndefined();
    expect(after.find((claim) => claim.id === added.id)?.text).toBe(news.trimEnd());
    expect(after).toHaveLength(comparison.counts.unchanged + 1 + comparison.counts.added);
  });

  it("says word by word what has changed under a quote, and on which page it stands now", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const claims = quotedOnce(await claimsOf(ws, id));
    const changed = claims.find(({ text }) => / og /.test(text) && !/\d/.test(text))!;
    const at = changed.citations[0]!.start + changed.text.indexOf(" og ") + 1;
    const deps = betterReader(rig.deps, (reading) => {
      // two letters for two: every offset stays
      const swap = (text: string, from: number) =>
        at >= from && at < from + text.length ? `${text.slice(0, at - from)}så${text.slice(at - from + 2)}` : text;
      const last = reading.pages.length - 1;
      return {
        ...reading,
        readerVersion: "next",
        text: swap(reading.text, 0),
        passages: reading.passages.map((passage) => ({ ...passage, text: swap(passage.text, passage.start) })),
        // and a cover that the older reader had not counted
        pages: reading.pages.map((page, i) => ({ ...page, page: i === last ? page.page + 1 : page.page })),
      };
    });
    await rig.preview(ws, id);
    await rig.deliverAll(deps);
    const changes = await rig.changes(ws, id);
    const found = changes.find((change: { id: string }) => change.id === changed.id);
    expect(found).toMatchObject({ change: "changed", before: { exact: changed.text } });
    expect(found.after.exact).toBe(changed.text.replace(" og ", " så "));
    const moved = changes.filter(({ change }: { change: string }) => change === "moved");
    expect(moved.length).toBeGreaterThan(0);
    for (const { before, after } of moved) {
      expect(after.page).toBe(before.page + 1);
      expect(after.exact).toBe(before.exact);
    }
  });

  it("says that nothing changed when nothing did, and leaves the text in use alone when thrown away", async () => {
    const [ws, id] = await rig.readReport(bytes);
    await rig.preview(ws, id);
    await rig.deliverAll();
    const candidate = await rig.candidate(ws, id);
    expect(candidate).toMatchObject({ status: "ready", same: true });
    expect(candidate.counts).toMatchObject({ added: 0, lost: 0, vanished: 0, changed: 0, moved: 0, reproposed: 0 });
    expect((await rig.as("editor", "DELETE", `${rig.at(ws, id)}/candidate`)).status).toBe(204);
    expect((await rig.as("reader", "GET", `${rig.at(ws, id)}/candidate`)).status).toBe(404);
    expect((await rig.as("editor", "GET", `${rig.at(ws, id)}/text`)).status).toBe(200);
    expect((await rig.keysOf(ws)).filter((key) => /\/can_[^/]+\//.test(key))).toEqual([]);
  });
});

describe("a report whose text is of an older reader", () => {
  it("says so, keeps engine and claims when it is read again, and says it no more once that is taken over", async () => {
    const older = betterReader(rig.deps, (reading) => ({ ...reading, readerVersion: "0.9" }));
    const [ws, id] = await rig.readReport(bytes, { deps: older });
    const listed = async () => (await rig.as("expert1", "GET", `/workspaces/${ws}/reports`)).body.items[0];
    expect(await listed()).toMatchObject({ readerVersion: "0.9", engine: "local", olderReader: true });
    const before = await claimsOf(ws, id);

    const candidate = await rig.preview(ws, id);
    await rig.deliverAll();
    expect((await listed()).candidate).toMatchObject({ same: true, readerVersion: READER_VERSION, engine: "local" });
    await rig.accept(ws, id, candidate);
    await rig.deliverAll();
    const after = await listed();
    expect(after).toMatchObject({ status: "ready", readerVersion: READER_VERSION });
    expect(after.olderReader).toBeUndefined();
    expect(await claimsOf(ws, id)).toEqual(before);
  });

  it("is read at once when it has no text to be compared with", async () => {
    const [ws, id] = await rig.readReport(bytes, {
      deps: { ...rig.deps, reading: { ...rig.deps.reading, read: async () => ({ ok: false, code: "encrypted" }) } },
    });
    expect((await rig.store.report(ws, id))?.status).toBe("failed");
    const answer = await rig.as("editor", "POST", `${rig.at(ws, id)}/reread`, { preview: true, password: "hemmelig" });
    expect(answer.body.report).toMatchObject({ status: "queued" });
    expect(answer.body.report.candidate).toBeUndefined();
    await rig.deliverAll(rig.deps, () => delivery(1, "again", 1_800_000_000_000));
    expect((await rig.store.report(ws, id))?.status).toBe("ready");
  });
});

describe("between preview and take-over", () => {
  it("a decision keeps the claim that was to go, and a person's own claim moves along", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const [gone, later] = quotedOnce(await claimsOf(ws, id)) as [Claim, Claim];
    const candidate = await rig.preview(ws, id);
    await rig.deliverAll(without(rig.deps, gone));
    expect((await rig.candidate(ws, id)).comparison).toMatchObject({ vanishedKept: 0, since: 0 });

    await rig.decide(ws, gone.id);
    const reading = await rig.objects.getReading((await rig.store.report(ws, id))!.readingKey!);
    const used = new Set((await claimsOf(ws, id)).map(({ citations }) => citations[0]!.start));
    const free = reading.passages.find(
      ({ kind, start, text }) =>
        kind === "body" && start > later.citations[0]!.end && !used.has(start) && text.length > 40,
    )!;
    const made = await rig.as("expert1", "POST", `/workspaces/${ws}/claims`, {
      reportId: id,
      start: free.start,
      end: free.end,
      kind: "finding",
      themes: ["screening"],
    });
    expect(made.status).toBe(201);
    expect((await rig.candidate(ws, id)).comparison).toMatchObject({ vanishedKept: 1, since: 1 });

    await rig.accept(ws, id, candidate);
    await rig.deliverAll(without(rig.deps, gone));
    const after = await claimsOf(ws, id);
    expect(after.find((claim) => claim.id === gone.id)).toMatchObject({ status: "accepted", flags: ["vanished"] });
    const own = after.find((claim) => claim.id === made.body.claim.id)!;
    const now = await rig.objects.getReading((await rig.store.report(ws, id))!.readingKey!);
    expect(now.text.slice(own.citations[0]!.start, own.citations[0]!.end)).toBe(free.text);
    expect(own.citations[0]!.start).not.toBe(free.start);
  });

  it("changed themes are what its claims are sorted into once it is taken over", async () => {
    const [ws, id] = await rig.readReport(bytes);
    const candidate = await rig.preview(ws, id);
    await rig.deliverAll(betterReader(rig.deps, (reading) => readBetter(reading, "Forside. ")));
    const made = await rig.as("editor", "POST", `/workspaces/${ws}/themes`, {
      name: { da: "Indbydelser", en: "Invitations" },
      cues: ["screening", "invitation", "deltagelse", "brystkræft", "tarmkræft"],
    });
    expect(made.status).toBe(201);
    rig.sent.length = 0;
    await rig.accept(ws, id, candidate);
    await rig.deliverAll();
    const sorted = (await claimsOf(ws, id)).filter(({ themes }) => themes.includes(made.body.theme.id));
    expect(sorted.length).toBeGreaterThan(3);
  });

  it("a colleague's hidden vote is not told by what would stay", async () => {
    const [ws, id] = await rig.readReport(bytes, { settings: { reviewersPerClaim: 2 } });
    const [gone] = quotedOnce(await claimsOf(ws, id)) as [Claim];
    await rig.preview(ws, id);
    await rig.deliverAll(without(rig.deps, gone));
    const unvoted = await rig.changes(ws, id);
    await rig.decide(ws, gone.id, { verdict: "accept" }, "expert1");
    expect(await rig.changes(ws, id)).toEqual(unvoted);
    expect((await rig.candidate(ws, id)).comparison.vanishedKept).toBe(0);
  });
});
