import type { Page } from "playwright-core";
import type { Claim, Decision, Listed, Me } from "../../web/src/api/shapes.ts";
import { ask, tell } from "./browser.ts";

/** What the tests do and see on the review screen. */

export async function sampleWorkspace(page: Page, origin: string): Promise<string> {
  const { workspaces } = await ask<Me>(page, origin, "/me");
  const [first] = workspaces;
  if (!first) throw new Error("no workspace");
  return first.id;
}

export async function openReview(page: Page, origin: string, ws: string, query = ""): Promise<void> {
  await page.goto(`${origin}/w/${ws}/gennemgang${query}`);
  // on a machine with other work the first page may be slow to come; how fast it is on a quiet one is for the benchmark
  await page.locator("[data-lit]").first().waitFor({ timeout: 60_000 });
  await page.locator("[data-drawn=true]").first().waitFor({ timeout: 60_000 });
}

export const currentClaim = (page: Page) => page.locator("[data-pane=card]").getAttribute("data-claim");
export const savedWords = (page: Page) => page.locator("[data-save]").innerText();
export const saveKind = (page: Page) => page.locator("[data-save]").getAttribute("data-save");

export const claimsOf = (page: Page, origin: string, ws: string, query = "") =>
  ask<Listed<Claim>>(page, origin, `/workspaces/${ws}/claims?limit=200${query}`);

export const claimOf = async (page: Page, origin: string, ws: string, id: string) =>
  (await ask<{ claim: Claim }>(page, origin, `/workspaces/${ws}/claims/${id}`)).claim;

export async function trailOf(page: Page, origin: string, ws: string): Promise<Decision[]> {
  const decisions: Decision[] = [];
  let cursor: string | undefined;
  do {
    const at = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await ask<Listed<Decision>>(page, origin, `/workspaces/${ws}/decisions?limit=200${at}`);
    decisions.push(...answer.items);
    cursor = answer.cursor;
  } while (cursor);
  return decisions;
}

/** A decision by the person of the page, as another program would send it. */
export const decide = (page: Page, origin: string, ws: string, claim: Claim, said: Record<string, unknown>) =>
  tell<{ claim: Claim }>(page, origin, `/workspaces/${ws}/claims/${claim.id}/decisions`, {
    expectedVersion: claim.version,
    ...said,
  });

export interface Fit {
  claim: string;
  page: number;
  /** Area shared by the lit rectangles and the boxes of the cited words, over the area of both; a pixel and a half at an edge is free. */
  iou: number;
}

/**
 * How well the lit rectangles cover the cited words, page by page. The words' boxes come from pdf.js's own text layer,
 * which knows nothing of ours.
 */
export async function fitOfHighlight(
  page: Page,
  place: { exact: string; page: number; turns: number },
): Promise<Fit[]> {
  return page.evaluate(({ exact, page: firstPage, turns }) => {
    const lettersOf = (text: string) =>
      text
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]/gu, "");
    const wanted = lettersOf(exact);
    const closing = /[^\p{L}\p{N}]*$/u.exec(exact)?.[0].length ?? 0;
    // pages out of view have no words to measure
    const sheets = [...document.querySelectorAll("[data-lit]")]
      .map((lit) => lit.closest<HTMLElement>("[data-page]")!)
      .filter((sheet) => sheet.querySelector("[data-ready]"));
    let text = "";
    const at: { node: Text; index: number; sheet: HTMLElement }[] = [];
    for (const sheet of sheets) {
      const layer = sheet.querySelector("[data-ready]")!;
      const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode as Text;
        for (let index = 0; index < node.data.length; index++)
          for (const letter of lettersOf(node.data[index] ?? "")) {
            text += letter;
            at.push({ node, index, sheet });
          }
      }
    }
    // running heads and page numbers stand between the two halves of a sentence that crosses a page
    const boxesFor = (start: number, end: number, sheet: HTMLElement) => {
      const boxes: number[][] = [];
      const frame = sheet.getBoundingClientRect();
      for (let letter = start; letter < end; letter++) {
        const place = at[letter];
        if (!place || place.sheet !== sheet) continue;
        const range = document.createRange();
        range.setStart(place.node, place.index);
        // the full stop is lit too
        const more = letter === end - 1 && wanted.endsWith(text.slice(start, end)) ? closing : 0;
        range.setEnd(place.node, Math.min(place.node.data.length, place.index + 1 + more));
        const box = range.getBoundingClientRect();
        boxes.push(upright([box.left - frame.left, box.top - frame.top, box.width, box.height], frame));
      }
      return boxes;
    };
    // measured on the page as it stood before the reader turned it, where lines run from left to right
    function upright([x = 0, y = 0, width = 0, height = 0]: number[], frame: { width: number; height: number }) {
      if (turns === 1) return [y, frame.width - x - width, height, width];
      if (turns === 2) return [frame.width - x - width, frame.height - y - height, width, height];
      if (turns === 3) return [frame.height - y - height, x, height, width];
      return [x, y, width, height];
    }
    const litOf = (sheet: HTMLElement) =>
      [
        ...(sheet.querySelector("[data-lit]")?.getAttribute("d") ?? "").matchAll(
          /M([\d.-]+) ([\d.-]+)h([\d.-]+)v([\d.-]+)/g,
        ),
      ].map((part) => part.slice(1, 5).map(Number));
    const inside = (boxes: number[][], x: number, y: number, edge = 0) =>
      boxes.some(
        ([left = 0, top = 0, width = 0, height = 0]) =>
          x >= left - edge && x <= left + width + edge && y >= top - edge && y <= top + height + edge,
      );
    // how many letters stand before each cell of a table row but its first
    const cellStarts = new Set(
      exact.includes("\t")
        ? [...exact.matchAll(/\t/g)].map(({ index }) => lettersOf(exact.slice(0, index)).length)
        : [],
    );
    // a line's words with the spaces between them are one stroke, and so are those of a cell
    const strokesFor = (start: number, end: number, sheet: HTMLElement) => {
      const strokes: number[][] = [];
      for (const [letter, box] of boxesFor(start, end, sheet).entries()) {
        const last = cellStarts.has(letter) ? undefined : strokes.at(-1);
        const [x = 0, y = 0, width = 0, height = 0] = box;
        const [lx = 0, ly = 0, lw = 0, lh = 0] = last ?? [];
        const beside = last && Math.abs(ly - y) < lh / 2 && x >= lx - 1 && x - (lx + lw) < 4 * height;
        if (last && beside) {
          last[2] = Math.max(lx + lw, x + width) - lx;
          last[1] = Math.min(ly, y);
          last[3] = Math.max(ly + lh, y + height) - (last[1] ?? 0);
        } else strokes.push([...box]);
      }
      return strokes;
    };
    const everyPlaceOf = (words: string, from: number, to: number) => {
      const places: { start: number; end: number }[] = [];
      for (let start = text.indexOf(words, from); start !== -1 && start < to; start = text.indexOf(words, start + 1))
        places.push({ start, end: start + words.length });
      return places;
    };
    const ownLetters = (sheet: HTMLElement) => {
      const own = at.flatMap((place, index) => (place.sheet === sheet ? [index] : []));
      return { from: own[0] ?? 0, to: (own.at(-1) ?? -1) + 1 };
    };
    /** Of a sentence that crosses a page: its beginning on the first one, the rest on the next. */
    const halfOn = (sheet: HTMLElement) => {
      const { from, to } = ownLetters(sheet);
      const first = sheets.find((one) => Number(one.dataset.page) === firstPage);
      let split = 0;
      if (first === undefined) {
        const here = text.slice(from, to);
        while (split < wanted.length && !here.includes(wanted.slice(split))) split++;
      } else {
        const before = text.slice(ownLetters(first).from, ownLetters(first).to);
        split = wanted.length;
        while (split > 0 && !before.includes(wanted.slice(0, split))) split--;
      }
      return everyPlaceOf(sheet === first ? wanted.slice(0, split) : wanted.slice(split), from, to);
    };
    const shareOf = (strokes: number[][], lit: number[][]) => {
      const all = [...strokes, ...lit];
      const left = Math.min(...all.map((box) => box[0] ?? 0));
      const top = Math.min(...all.map((box) => box[1] ?? 0));
      const right = Math.max(...all.map((box) => (box[0] ?? 0) + (box[2] ?? 0)));
      const bottom = Math.max(...all.map((box) => (box[1] ?? 0) + (box[3] ?? 0)));
      let both = 0;
      let either = 0;
      for (let y = top + 0.25; y < bottom; y += 0.5)
        for (let x = left + 0.5; x < right; x += 1) {
          const inLit = inside(lit, x, y);
          const inWords = inside(strokes, x, y);
          if (!inLit && !inWords) continue;
          either++;
          // the browser rounds a letter's ascent and descent to whole pixels, each on its own, and we a page's edges
          if ((inLit || inside(lit, x, y, 1.5)) && (inWords || inside(strokes, x, y, 1.5))) both++;
        }
      return either === 0 ? 0 : both / either;
    };
    const claim = document.querySelector("[data-pane=card]")?.getAttribute("data-claim") ?? "";
    const whole = everyPlaceOf(wanted, 0, text.length);
    return sheets.map((sheet) => {
      const frame = sheet.getBoundingClientRect();
      const lit = litOf(sheet).map((box) => upright(box, frame));
      // the same words may stand there more than once: one of the places must be the lit one
      const places = whole.length > 0 ? whole : halfOn(sheet);
      const ious = places.map(({ start, end }) => shareOf(strokesFor(start, end, sheet), lit));
      return { claim, page: Number(sheet.dataset.page), iou: Math.max(0, ...ious) };
    });
  }, place);
}
