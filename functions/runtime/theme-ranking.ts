import { chosenThemes, themeRanker } from "../engines/local/themes.ts";
import type { ThemingDeps } from "../extract/retheme.ts";

/** Claims are sorted again by the built-in engine's rules, whoever found them: nobody pays a model for a new theme. */
export const rankThemes: ThemingDeps["rankThemes"] = (themes, taught) => {
  const rank = themeRanker(themes, taught);
  return (subject) => chosenThemes(rank(subject));
};
