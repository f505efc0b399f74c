import { chosenThemes, themeRanker } from "../engines/local/themes.ts";
import type { ExtractionDeps } from "../extract/extract-batch.ts";
import type { ThemingDeps } from "../extract/retheme.ts";
import { connect } from "./connect.ts";
import { enginesWith } from "./engines.ts";
import type { Settings } from "./settings.ts";

export function wireExtraction(settings: Settings): ExtractionDeps & ThemingDeps {
  const { store, objects } = connect(settings);
  return {
    store,
    objects,
    engine: enginesWith(settings.model),
    rankThemes: (themes, taught) => {
      const rank = themeRanker(themes, taught);
      return (subject) => chosenThemes(rank(subject));
    },
  };
}
