import { z } from "zod";
import { Kind } from "../../evidence/claim.ts";
import { DraftSection } from "../../evidence/draft.ts";

/** One claim as the model states it: by passage id and copied words. It is never asked for a page, an offset or how sure it is. */
export const RepliedClaim = z.strictObject({
  quotes: z
    .array(z.strictObject({ id: z.string(), quote: z.string().min(1) }))
    .min(1)
    .max(6),
  /** Null where the quote can stand alone, which most can: it is not paid for twice. */
  text: z.string().min(1).max(1500).nullable(),
  kind: Kind,
  themes: z.array(z.string()).min(1).max(3),
  whose: z.enum(["report", "source", "speaker"]),
  /** The cited source or the speaker, as the report writes it; null when the statement is the report's own. */
  who: z.string().max(200).nullable(),
});
export type RepliedClaim = z.infer<typeof RepliedClaim>;

/** One sentence of a draft as the model states it, resting on claims by their short ids. */
export const RepliedStatement = z.strictObject({
  section: DraftSection,
  claims: z.array(z.string()).min(1).max(40),
  text: z.string().min(1).max(1500),
});
export type RepliedStatement = z.infer<typeof RepliedStatement>;

/** What a prompt asks for: the schema that the reply must pass, and the same as JSON Schema for the provider. */
export interface ReplySchema<T> {
  name: string;
  reply: z.ZodType<T>;
  json: JsonSchema;
}
export type JsonSchema = { [key: string]: unknown };

/** @param themeIds the workspace's; no other theme can be answered */
export function claimsSchema(themeIds: readonly string[]): ReplySchema<{ claims: RepliedClaim[] }> {
  const theme = themeIds.length > 0 ? z.enum(themeIds as [string, ...string[]]) : z.string();
  const claim = RepliedClaim.extend({ themes: z.array(theme).min(1).max(3) });
  return replySchema("claims", z.strictObject({ claims: z.array(claim) }));
}

/** @param claimIds the short ids of the claims sent; a statement on any other is a malformed reply */
export function statementsSchema(claimIds: readonly string[]): ReplySchema<{ statements: RepliedStatement[] }> {
  const known = new Set(claimIds);
  const statement = RepliedStatement.extend({
    claims: RepliedStatement.shape.claims.refine((ids) => ids.every((id) => known.has(id)), "unknown claim id"),
  });
  return replySchema("statements", z.strictObject({ statements: z.array(statement) }));
}

const replySchema = <T>(name: string, reply: z.ZodType<T>): ReplySchema<T> => ({
  name,
  reply,
  json: strictSubset(z.toJSONSchema(reply)) as JsonSchema,
});

/**
 * What strict structured outputs take everywhere: no `$schema`, no lengths, no `anyOf` for a nullable string. Bounds are
 * still checked when the reply is read.
 */
function strictSubset(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strictSubset);
  if (typeof node !== "object" || node === null) return node;
  const { anyOf, ...rest } = node as { anyOf?: { type?: string }[] };
  if (anyOf?.length === 2 && anyOf[1]?.type === "null") return { type: [anyOf[0]?.type, "null"] };
  return Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !UNSUPPORTED.has(key))
      .map(([key, value]) => [key, strictSubset(value)]),
  );
}

const UNSUPPORTED = new Set(["$schema", "minLength", "maxLength", "minItems", "maxItems"]);
