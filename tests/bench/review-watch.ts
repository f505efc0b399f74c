import type { Page } from "playwright-core";

/** What one key press came to, in milliseconds after the key went down. */
export interface Press {
  key: string;
  /** The next claim was painted. */
  painted: number;
  /** Its passage was lit on a page that was drawn; `undefined` when that had not come before the next key. */
  lit?: number;
  /** The page had been drawn before. */
  cached?: boolean;
}

/**
 * Lets the page itself time each key: from the event's own time stamp to the frame after the card has changed, and to the
 * frame in which the new passage is lit on a drawn page. It also counts what a mouse would have done.
 */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watch = { presses: [] as Press[], mouse: 0, tasks: [] as number[] };
    Object.assign(window, { watch });
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) watch.tasks.push(task.duration);
    }).observe({ type: "longtask" });
    const card = () => document.querySelector("[data-pane=card]")?.getAttribute("data-claim");
    const lit = () => {
      const path = document.querySelector("[data-lit]");
      const sheet = path?.closest<HTMLElement>("[data-page]");
      const at = `${sheet?.dataset.page ?? ""} ${path?.getAttribute("d") ?? ""} ${card() ?? ""}`;
      return { at, drawn: sheet?.dataset.drawn === "true" };
    };
    for (const type of ["mousedown", "mouseup", "pointerdown", "wheel"])
      addEventListener(type, () => watch.mouse++, { capture: true });
    const afterPaint = (then: () => void) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = then;
        channel.port2.postMessage(undefined);
      });
    let turn = 0;
    addEventListener(
      "keydown",
      (event) => {
        const pressed = event.timeStamp;
        const before = card();
        const mine = ++turn;
        const press: Press = { key: event.key, painted: 0 };
        let first = true;
        const look = () => {
          if (mine !== turn) return;
          if (card() === before) {
            // keys that open a menu go nowhere yet
            if (performance.now() - pressed < 1_000) afterPaint(look);
            return;
          }
          if (press.painted === 0) {
            press.painted = performance.now() - pressed;
            watch.presses.push(press);
          }
          const { drawn } = lit();
          if (drawn) {
            press.lit = performance.now() - pressed;
            press.cached = first;
            return;
          }
          first = false;
          if (performance.now() - pressed < 5_000) afterPaint(look);
        };
        afterPaint(look);
      },
      { capture: true },
    );
  });
}

export const watched = (page: Page): Promise<{ presses: Press[]; mouse: number; tasks: number[] }> =>
  page.evaluate(() => (window as unknown as { watch: { presses: Press[]; mouse: number; tasks: number[] } }).watch);
