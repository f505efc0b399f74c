import type { da } from "./da.ts";
import { deciding } from "./en/deciding.ts";
import { evaluations } from "./en/evaluations.ts";
import { frame } from "./en/frame.ts";
import { overview } from "./en/overview.ts";
import { reports } from "./en/reports.ts";
import { review } from "./en/review.ts";
import { themes } from "./en/themes.ts";
import { words } from "./en/words.ts";
import { workspace } from "./en/workspace.ts";

/** The English catalogue: a key too many or too few does not compile. */
export const en: Record<keyof typeof da, string> = {
  ...words,
  ...frame,
  ...workspace,
  ...overview,
  ...reports,
  ...themes,
  ...review,
  ...deciding,
  ...evaluations,
};
