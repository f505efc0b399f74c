import type { ExtractionDeps } from "../extract/extract-batch.ts";
import type { ThemingDeps } from "../extract/retheme.ts";
import { connect } from "./connect.ts";
import { enginesWith } from "./engines.ts";
import { observed } from "./observed-store.ts";
import type { Settings } from "./settings.ts";
import { rankThemes } from "./theme-ranking.ts";

export function wireExtraction(settings: Settings): ExtractionDeps & ThemingDeps {
  const { store, objects } = connect(settings);
  return { store: observed(store), objects, engine: enginesWith(settings.model), rankThemes };
}
