import type { Claim, Theme } from "../api/shapes.ts";
import { Pick } from "../frame/field.tsx";
import { useText } from "../text/text.tsx";
import css from "./sort-dialog.module.css";

export type Sorting = SortingOf<Claim, "kind" | "themes">;
type SortingOf<Whole, Keys extends keyof Whole> = { [Key in Keys]: Whole[Key] };

export const KINDS = [
  "status",
  "challenge",
  "opportunity",
  "knowledge-gap",
  "recommendation",
  "commitment",
  "finding",
] as const satisfies readonly Claim["kind"][];

interface KindAndThemesProps {
  sorting: Sorting;
  themes: readonly Theme[];
  onChange: (sorting: Sorting) => void;
}

/** A kind, and one to three themes: the first chosen is the one the claim stands under. */
export function KindAndThemes({ sorting, themes, onChange }: KindAndThemesProps) {
  const t = useText();
  const toggle = (id: Theme["id"]) => {
    const has = sorting.themes.includes(id);
    onChange({ ...sorting, themes: has ? sorting.themes.filter((other) => other !== id) : [...sorting.themes, id] });
  };
  return (
    <>
      <Pick
        label={t("review.filter-kind")}
        value={sorting.kind}
        onChange={(kind) => onChange({ ...sorting, kind })}
        choices={KINDS.map((kind) => ({ value: kind, name: t(`kind.${kind}`) }))}
      />
      <fieldset className={css.themes}>
        <legend>{t("review.themes-legend")}</legend>
        <p className="meta">{t("review.themes-hint")}</p>
        {themes.map((theme) => {
          const at = sorting.themes.indexOf(theme.id);
          return (
            <label key={theme.id}>
              <input
                type="checkbox"
                checked={at >= 0}
                disabled={at < 0 && sorting.themes.length >= 3}
                onChange={() => toggle(theme.id)}
              />
              {theme.name[t.language]}
              {at >= 0 && sorting.themes.length > 1 && <span className="meta"> {at + 1}</span>}
            </label>
          );
        })}
      </fieldset>
    </>
  );
}
