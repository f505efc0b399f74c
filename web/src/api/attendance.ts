/** Without a touch, a key or a turn of the wheel for so long, nobody is there. */
const AWAY_AFTER_MS = 2 * 60_000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

let lastSign = Date.now();
if (typeof addEventListener === "function") {
  const sign = () => {
    lastSign = Date.now();
  };
  for (const name of SIGNS) addEventListener(name, sign, { capture: true, passive: true });
}

/** Whether somebody sits at this page. What a page asks by itself must not keep a session alive. */
export const isAttended = (): boolean => Date.now() - lastSign < AWAY_AFTER_MS;
