import type { overview as danish } from "../da/overview.ts";

export const overview: Record<keyof typeof danish, string> = {};
