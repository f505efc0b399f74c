import { z } from "zod";
import { PageState } from "../../evidence/reading.ts";
import { ClaimCounts } from "../../evidence/report.ts";
import { Source } from "../../evidence/source.ts";
import { Person, Role } from "../../evidence/workspace.ts";
import { overview } from "../overview.ts";
import { inWorkspace, json } from "../route.ts";

const Agreement = z.object({
  n: z.int(),
  raw: z.number().optional(),
  kappa: z.number().optional(),
  low: z.number().optional(),
  high: z.number().optional(),
});

const Overview = z.object({
  themes: z.array(
    z.object({
      id: z.string(),
      byReport: z.record(z.string(), ClaimCounts),
      byKind: z.record(z.string(), z.int()),
      mentions: z.record(z.string(), z.int()),
      agreement: Agreement,
    }),
  ),
  agreement: Agreement,
  people: z.array(
    z.object({
      person: Person,
      role: Role.optional(),
      accepted: z.int(),
      rejected: z.int(),
      reworded: z.int(),
      comments: z.int(),
      claims: z.int(),
    }),
  ),
  gaps: z.array(z.object({ reportId: z.string(), page: z.int(), label: z.string().optional(), state: PageState })),
  sourcesMissing: z.array(Source),
});

export const overviewRoutes = [
  inWorkspace("reader", {
    method: "get",
    path: "/workspaces/{ws}/overview",
    summary: "Themes by report and kind, people, pages that were not read, and sources that are not here.",
    answers: { 200: { description: "The overview.", schema: Overview } },
    handle: async (ask) => json(await overview(ask)),
  }),
];
