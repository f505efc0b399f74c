import type { review as danish } from "../da/review.ts";

export const review: Record<keyof typeof danish, string> = {};
