import { deciding } from "./da/deciding.ts";
import { evaluations } from "./da/evaluations.ts";
import { frame } from "./da/frame.ts";
import { overview } from "./da/overview.ts";
import { reports } from "./da/reports.ts";
import { review } from "./da/review.ts";
import { themes } from "./da/themes.ts";
import { words } from "./da/words.ts";
import { workspace } from "./da/workspace.ts";

/** The Danish catalogue: the one that decides which keys there are. ICU MessageFormat. */
export const da = {
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
