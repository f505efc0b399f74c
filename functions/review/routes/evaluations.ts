import { z } from "zod";
import { KeptEvaluation } from "../../evidence/evaluation.ts";
import { forPeople, json } from "../route.ts";

export const evaluationRoutes = [
  forPeople({
    method: "get",
    path: "/evaluations",
    summary: "Runs of the evaluation suites, newest first; none where the installation keeps no evaluations.",
    answers: { 200: { description: "The runs.", schema: z.object({ items: z.array(KeptEvaluation) }) } },
    handle: async ({ deps }) => json({ items: (await deps.evaluations?.()) ?? [] }),
  }),
];
