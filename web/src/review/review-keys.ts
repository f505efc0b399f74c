import { ariaKey, isSingleKey } from "../frame/key-name.ts";

export const ACTIONS = [
  { id: "accept", group: "decide", keys: ["1"] },
  { id: "reword", group: "decide", keys: ["2"] },
  { id: "reject", group: "decide", keys: ["3"] },
  { id: "unsure", group: "decide", keys: ["4"] },
  { id: "skip", group: "decide", keys: ["5"] },
  { id: "comment", group: "decide", keys: ["M"] },
  { id: "undo", group: "decide", keys: ["Ctrl+Z", "U"] },
  { id: "redo", group: "decide", keys: ["Ctrl+Shift+Z", "Ctrl+Y", "Shift+U"] },
  { id: "next", group: "move", keys: ["J", "ArrowDown"] },
  { id: "previous", group: "move", keys: ["K", "ArrowUp"] },
  { id: "next-undecided", group: "move", keys: ["N"] },
  { id: "next-pane", group: "move", keys: ["F6"] },
  { id: "previous-pane", group: "move", keys: ["Shift+F6"] },
  { id: "passage", group: "page", keys: ["P"] },
  { id: "zoom-in", group: "page", keys: ["+"] },
  { id: "zoom-out", group: "page", keys: ["-"] },
  { id: "zoom-fit", group: "page", keys: ["0"] },
  { id: "palette", group: "help", keys: ["Ctrl+K"] },
  { id: "help", group: "help", keys: ["H"] },
] as const satisfies readonly { id: string; group: "decide" | "move" | "page" | "help"; keys: readonly string[] }[];

export type ActionId = (typeof ACTIONS)[number]["id"];
export type ActionGroup = (typeof ACTIONS)[number]["group"];

/** What a person has changed: an own key for an action, and whether single keys work at all. */
export interface KeySettings {
  singleKeys: boolean;
  own: Partial<Record<ActionId, string>>;
}
export const USUAL_KEYS: KeySettings = { singleKeys: true, own: {} };

/** Reads what was stored, and drops what this version does not know. */
export function readKeySettings(stored: unknown): KeySettings {
  const { singleKeys, own } = (stored ?? {}) as { singleKeys?: unknown; own?: unknown };
  const entries = Object.entries(own ?? {}).filter(
    ([id, key]) => ACTIONS.some((action) => action.id === id) && typeof key === "string" && key.length <= 20,
  );
  return { singleKeys: singleKeys !== false, own: Object.fromEntries(entries) };
}

/** The keys of an action, the one to print first. An own key takes the place of the usual sign; arrows stay. */
export function keysOf(id: ActionId, settings: KeySettings): readonly string[] {
  const usual = ACTIONS.find((action) => action.id === id)?.keys ?? [];
  const own = settings.own[id];
  return own === undefined ? usual : [own, ...usual.slice(1)];
}

/** The action a stroke stands for, given what is on. */
export function actionFor(name: string, settings: KeySettings): ActionId | undefined {
  if (isSingleKey(name) && !settings.singleKeys) return undefined;
  return ACTIONS.find((action) => keysOf(action.id, settings).includes(name))?.id;
}

/** Who has a key already, other than the action that wants it. */
export const takenBy = (name: string, wanting: ActionId, settings: KeySettings): ActionId | undefined =>
  ACTIONS.find((action) => action.id !== wanting && keysOf(action.id, settings).includes(name))?.id;

/** For `aria-keyshortcuts`; nothing where the key is switched off. */
export function shortcutsOf(id: ActionId, settings: KeySettings): string | undefined {
  const on = keysOf(id, settings).filter((key) => settings.singleKeys || !isSingleKey(key));
  return on.length > 0 ? on.map(ariaKey).join(" ") : undefined;
}
