import type { reports as danish } from "../da/reports.ts";

export const reports: Record<keyof typeof danish, string> = {};
