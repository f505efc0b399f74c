/** What of a keyboard event decides which key it is. */
export interface KeyStroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing?: boolean;
}

const SILENT = new Set(["Control", "Shift", "Alt", "AltGraph", "Meta", "CapsLock", "Dead", "Process", "Unidentified"]);

/**
 * The name of a stroke as it is written on buttons: `J`, `1`, `+`, `F6`, `Shift+F6`, `Ctrl+Shift+Z`.
 * It goes by the sign typed, not by the place on the board, so that it is right on a Danish keyboard too. Shift counts
 * only where it does not change the sign: on named keys and together with Ctrl. ⌘ on a Mac counts as Ctrl.
 * @returns undefined for a bare modifier, a dead key, a sign being composed, or anything with Alt (AltGr types signs).
 */
export function keyName(stroke: KeyStroke): string | undefined {
  if (stroke.isComposing || stroke.altKey || SILENT.has(stroke.key)) return undefined;
  const ctrl = stroke.ctrlKey || stroke.metaKey;
  const sign = stroke.key.length === 1;
  const key = sign ? stroke.key.toLocaleUpperCase("da") : stroke.key;
  const shift = stroke.shiftKey && (!sign || ctrl || key !== stroke.key.toLocaleLowerCase("da"));
  if (sign && !ctrl && stroke.shiftKey && stroke.key !== stroke.key.toLocaleLowerCase("da")) return `Shift+${key}`;
  return [ctrl ? "Ctrl" : "", shift && !(sign && !ctrl) ? "Shift" : "", key === " " ? "Space" : key]
    .filter((part) => part !== "")
    .join("+");
}

/** A key that types a sign, small or capital: WCAG 2.1.4 wants a switch for these, and they are off where one writes. */
export const isSingleKey = (name: string) => name.replace(/^Shift\+/, "").length === 1;

/** As `aria-keyshortcuts` wants it. */
export const ariaKey = (name: string) =>
  name
    .split(/(?<=.)\+(?=.)/)
    .map((part) => (part === "Ctrl" ? "Control" : part === "+" ? "Plus" : part))
    .join("+");
