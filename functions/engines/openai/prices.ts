import { z } from "zod";
import type { Usage } from "../../evidence/usage.ts";
import listed from "./prices.json" with { type: "json" };

/** US dollars per million tokens. */
export const Price = z.object({
  input: z.number().nonnegative(),
  cachedInput: z.number().nonnegative(),
  output: z.number().nonnegative(),
});
export type Price = z.infer<typeof Price>;

export const PriceTable = z.object({ note: z.string().optional(), models: z.record(z.string(), Price) });
export type PriceTable = z.infer<typeof PriceTable>;

/** The list that comes with the product; whoever has other terms gives another table. */
export const LISTED_PRICES: PriceTable = PriceTable.parse(listed);

/** A model's price: by its full name, by the name without a provider in front, or by that without a date at its end. */
export function priceOf(table: PriceTable, model: string): Price | undefined {
  const name = model.slice(model.indexOf(":") + 1);
  if (table.models[model] !== undefined) return table.models[model];
  const dated = name.replace(/-\d{4}-\d{2}-\d{2}$/, "");
  return table.models[name] ?? table.models[dated];
}

type Tokens = Pick<Usage, "inputTokens" | "cachedTokens" | "outputTokens">;

/** US dollars; cached tokens are counted within the input. */
export const costOf = (price: Price, tokens: Tokens) =>
  ((tokens.inputTokens - tokens.cachedTokens) * price.input +
    tokens.cachedTokens * price.cachedInput +
    tokens.outputTokens * price.output) /
  1e6;
