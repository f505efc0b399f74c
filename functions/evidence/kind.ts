import { z } from "zod";

/** What sort of assertion a claim is. */
export const Kind = z.enum([
  "status",
  "challenge",
  "opportunity",
  "knowledge-gap",
  "recommendation",
  "commitment",
  "finding",
]);
export type Kind = z.infer<typeof Kind>;
