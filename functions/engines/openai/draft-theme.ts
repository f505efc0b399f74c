import type { Claim } from "../../evidence/claim.ts";
import { DraftSection } from "../../evidence/draft.ts";
import { looksLikeInstruction } from "../../evidence/instruction-like.ts";
import { type DraftAnswer, type DraftRequest, EngineError, type ProposedStatement } from "../engine.ts";
import { type Asking, ask } from "./ask.ts";
import type { ChatMessage } from "./chat-model.ts";
import { divide } from "./divide.ts";
import { outputBound } from "./extract-question.ts";
import { asOneLine, fenced } from "./fence.ts";
import { repeatsPrompt } from "./leak.ts";
import { safe } from "./passage-block.ts";
import { fill, type Prompt, type Prompts } from "./prompt-files.ts";
import { claimLine, exampleText } from "./prompt-text.ts";
import { statementsSchema } from "./reply-schema.ts";

/** More claims than this are drafted in several requests, each with claims that belong together. */
const CLAIMS_AT_ONCE = 120;

/** Writes a theme's draft from its claims, by id. With `refused`, only what replaces the refused sentences. */
export async function draftTheme(
  asking: Asking,
  prompts: Prompts,
  request: DraftRequest,
  signal?: AbortSignal,
): Promise<DraftAnswer> {
  const prompt = request.refused === undefined ? prompts.draft : prompts.revise;
  const claims = inOrder(request.refused === undefined ? request.claims : claimsOfRefused(request));
  if (claims.length === 0) return { statements: [], usage: asking.ledger.usage() };
  const statements: ProposedStatement[] = [];
  let why: string | undefined;
  for (const group of groups(claims)) {
    const { answered, unanswered } = await divide(
      group,
      (run) => {
        const short = new Map(run.map((claim, index) => [claim.id, `u${index + 1}`]));
        const messages: ChatMessage[] = [
          { role: "system", text: systemText(prompt, request.language) },
          { role: "user", text: draftData(request, run, short) },
        ];
        const schema = statementsSchema([...short.values()]);
        return ask(asking, { prompt, messages, schema, maxOutputTokens: outputBound(prompt, run.length) }, signal);
      },
      (run) => run.length >> 1,
    );
    why ??= unanswered[0]?.why;
    statements.push(
      ...answered.flatMap(({ items, value }) =>
        value.statements.map(({ section, text, claims: ids }) => ({
          section,
          text: text.trim(),
          claimIds: [...new Set(ids.map((id) => items[Number(id.slice(1)) - 1]!.id))],
        })),
      ),
    );
  }
  if (statements.length === 0 && why !== undefined)
    throw new EngineError(
      why === "budget" ? "engine-budget" : "engine-failed",
      `No draft: ${why}`,
      asking.ledger.usage(),
    );
  const sections = DraftSection.options;
  const kept = statements.filter(({ text }) => !looksLikeInstruction(text) && !repeatsPrompt(prompt, text));
  kept.sort((a, b) => sections.indexOf(a.section) - sections.indexOf(b.section));
  return { statements: kept, usage: asking.ledger.usage() };
}

const systemText = (prompt: Prompt, language: "da" | "en") =>
  fill(prompt, {
    language: language === "da" ? "dansk" : "engelsk",
    examples: prompt.examples.map(exampleText).join("\n\n"),
  });

function draftData(request: DraftRequest, claims: readonly Claim[], short: ReadonlyMap<string, string>): string {
  const reports = new Map(request.reports.map((report) => [report.id, report]));
  const lines = claims.map((claim) => {
    const report = reports.get(claim.citations[0]!.reportId);
    return claimLine(short.get(claim.id)!, {
      kind: claim.kind,
      from: fromWhom(claim, report),
      text: safe(claim.text),
      quote: safe(claim.citations.map((citation) => citation.exact).join(" […] ")),
      state: claim.status === "accepted" ? "godkendt" : "foreslået",
    });
  });
  const refused = (request.refused ?? []).map(({ statement, why }) => {
    const ids = statement.claimIds.map((id) => short.get(id)).filter((id) => id !== undefined);
    return `afvist ${statement.section} [${ids.join(" ")}]|${asOneLine(statement.text)} | fordi: ${asOneLine(why)}`;
  });
  return fenced([`tema|${request.theme.name.da}. ${request.theme.definition}`, ...lines, ...refused]);
}

/** Who says it: the source or speaker behind the report where there is one, else the report's publisher and year. */
function fromWhom(claim: Claim, report: DraftRequest["reports"][number] | undefined): string {
  const { attribution } = claim;
  const own = [report?.publisher ?? report?.title ?? "rapporten", report?.year].filter(Boolean).join(" ");
  if (attribution.by === "speaker" && attribution.speaker !== undefined) return `${attribution.speaker.name} i ${own}`;
  const source = attribution.by === "source" ? attribution.sources?.[0] : undefined;
  return source === undefined ? own : `${source.label} i ${own}`;
}

/** Accepted before pending, then by place: whatever order the store gave them in, the request is the same. */
const inOrder = (claims: readonly Claim[]) =>
  [...claims].sort(
    (a, b) =>
      Number(b.status === "accepted") - Number(a.status === "accepted") ||
      compare(a.citations[0]!.reportId, b.citations[0]!.reportId) ||
      a.citations[0]!.start - b.citations[0]!.start ||
      compare(a.id, b.id),
  );

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function claimsOfRefused(request: DraftRequest): Claim[] {
  const wanted = new Set<string>(request.refused?.flatMap(({ statement }) => statement.claimIds));
  return request.claims.filter((claim) => wanted.has(claim.id));
}

/** All at once when they are few; otherwise claims of a kind together, since a sentence gathers claims of one section. */
function groups(claims: readonly Claim[]): Claim[][] {
  if (claims.length <= CLAIMS_AT_ONCE) return [[...claims]];
  return Object.values(Object.groupBy(claims, (claim) => claim.kind))
    .filter((group) => group !== undefined)
    .flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / CLAIMS_AT_ONCE) }, (_, part) =>
        group.slice(part * CLAIMS_AT_ONCE, (part + 1) * CLAIMS_AT_ONCE),
      ),
    );
}
