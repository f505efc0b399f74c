import { describe, expect, it } from "vitest";
import { ariaKey, type KeyStroke, keyName } from "../../web/src/frame/key-name.ts";
import {
  ACTIONS,
  actionFor,
  keysOf,
  readKeySettings,
  shortcutsOf,
  takenBy,
  USUAL_KEYS,
} from "../../web/src/review/review-keys.ts";

const stroke = (key: string, held: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("the name of a stroke", () => {
  it.each([
    ["j", {}, "J"],
    ["J", { shiftKey: true }, "Shift+J"],
    ["1", {}, "1"],
    ["+", {}, "+"],
    ["+", { shiftKey: true }, "+"],
    ["?", { shiftKey: true }, "?"],
    ["z", { ctrlKey: true }, "Ctrl+Z"],
    ["Z", { ctrlKey: true, shiftKey: true }, "Ctrl+Shift+Z"],
    ["z", { metaKey: true }, "Ctrl+Z"],
    ["F6", {}, "F6"],
    ["F6", { shiftKey: true }, "Shift+F6"],
    ["æ", {}, "Æ"],
    [" ", {}, "Space"],
  ] as const)("%s with %o is %s", (key, held, name) => {
    expect(keyName(stroke(key, held))).toBe(name);
  });

  it.each([
    ["a sign behind AltGr on a Danish keyboard", stroke("{", { altKey: true, ctrlKey: true })],
    ["a bare modifier", stroke("Shift", { shiftKey: true })],
    ["a dead key", stroke("Dead")],
    ["a sign being composed", stroke("j", { isComposing: true })],
  ])("is nothing for %s", (_what, pressed) => {
    expect(keyName(pressed)).toBeUndefined();
  });
});

describe("keys and actions", () => {
  it("gives every action keys of its own", () => {
    const all = ACTIONS.flatMap((action) => [...action.keys]);
    expect(new Set(all).size).toBe(all.length);
    for (const action of ACTIONS) expect(actionFor(action.keys[0], USUAL_KEYS)).toBe(action.id);
  });

  it("lets one turn single keys off, and keeps the others", () => {
    const off = { ...USUAL_KEYS, singleKeys: false };
    expect(actionFor("1", off)).toBeUndefined();
    expect(actionFor("J", off)).toBeUndefined();
    expect(actionFor("ArrowDown", off)).toBe("next");
    expect(actionFor("Ctrl+Z", off)).toBe("undo");
    expect(shortcutsOf("accept", off)).toBeUndefined();
  });

  it("takes an own key instead of the usual one, and says who has a key already", () => {
    const own = { ...USUAL_KEYS, own: { accept: "G" } };
    expect(actionFor("G", own)).toBe("accept");
    expect(actionFor("1", own)).toBeUndefined();
    expect(keysOf("next", { ...USUAL_KEYS, own: { next: "L" } })).toEqual(["L", "ArrowDown"]);
    expect(takenBy("K", "accept", USUAL_KEYS)).toBe("previous");
    expect(takenBy("1", "accept", USUAL_KEYS)).toBeUndefined();
  });

  it("writes keys as assistive technology expects them", () => {
    expect(shortcutsOf("next", USUAL_KEYS)).toBe("J ArrowDown");
    expect(ariaKey("Ctrl+Shift+Z")).toBe("Control+Shift+Z");
    expect(ariaKey("+")).toBe("Plus");
  });

  it("reads stored settings and leaves out what it does not know", () => {
    expect(readKeySettings({ singleKeys: false, own: { accept: "G", fly: "X", reject: 4 } })).toEqual({
      singleKeys: false,
      own: { accept: "G" },
    });
    expect(readKeySettings(undefined)).toEqual(USUAL_KEYS);
  });
});
