import type { themes as danish } from "../da/themes.ts";

export const themes: Record<keyof typeof danish, string> = {};
