import css from "./switch.module.css";

interface SwitchProps {
  label: string;
  on: boolean;
  onChange: (on: boolean) => void;
  /** The word stands before the switch instead of after it. */
  wordFirst?: boolean;
}

export function Switch({ label, on, onChange, wordFirst = false }: SwitchProps) {
  return (
    <label className={css.switch}>
      {wordFirst && label}
      <input
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
      {!wordFirst && label}
    </label>
  );
}
