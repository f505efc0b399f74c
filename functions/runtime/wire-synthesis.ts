import type { SynthesisDeps } from "../synthesize/write-draft.ts";
import { connect } from "./connect.ts";
import { enginesWith } from "./engines.ts";
import { observed } from "./observed-store.ts";
import type { Settings } from "./settings.ts";

export function wireSynthesis(settings: Settings): SynthesisDeps {
  return { store: observed(connect(settings).store), engine: enginesWith(settings.model) };
}
