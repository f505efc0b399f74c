import { z } from "zod";
import { Kind } from "../../evidence/claim.ts";
import { PassageKind } from "../../evidence/passage.ts";
import { RepliedClaim, RepliedStatement } from "./reply-schema.ts";

/** A worked case that a prompt may show the model; a test holds each to what the engine's own answers are held to. */
export const ExtractExample = z.strictObject({
  prompt: z.literal("extract"),
  /** What the example is there to teach, for whoever edits prompts. */
  why: z.string(),
  title: z.string(),
  passages: z.array(
    z.strictObject({ id: z.string(), kind: PassageKind, section: z.array(z.string()), text: z.string() }),
  ),
  answer: z.strictObject({ claims: z.array(RepliedClaim) }),
});
export type ExtractExample = z.infer<typeof ExtractExample>;

export const DraftExample = z.strictObject({
  prompt: z.literal("draft"),
  why: z.string(),
  theme: z.string(),
  claims: z.array(
    z.strictObject({
      id: z.string(),
      kind: Kind,
      from: z.string(),
      text: z.string(),
      quote: z.string(),
      accepted: z.boolean(),
    }),
  ),
  answer: z.strictObject({ statements: z.array(RepliedStatement) }),
});
export type DraftExample = z.infer<typeof DraftExample>;
