import { EDGE_RULES } from "./edge-rules.ts";
import { FUNCTION_RULES } from "./function-rules.ts";
import type { Rule } from "./rule.ts";
import { STORAGE_RULES } from "./storage-rules.ts";

export const RULES: Readonly<Record<string, Rule>> = { ...FUNCTION_RULES, ...STORAGE_RULES, ...EDGE_RULES };
