import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bracketPath, columnStart, rulePath, washPath } from "../../web/src/pdf/highlight-path.ts";
import { layoutPages, pageInFocus, pagesInView, scrollTopFor } from "../../web/src/pdf/page-layout.ts";
import { markAt } from "../../web/src/pdf/page-marks.ts";
import { type Turns, turnRect, turnSize } from "../../web/src/pdf/page-rotation.ts";

const A4 = { width: 595, height: 842 };
const FOLD_OUT = { width: 1190, height: 842 };

describe("where the pages stand", () => {
  it("fits the usual page to the view, however wide a fold-out among them is", () => {
    const layout = layoutPages([A4, A4, FOLD_OUT, A4], 672, 1);
    expect(layout.boxes[0]?.width).toBe(624);
    expect(layout.boxes[2]?.width).toBeGreaterThan(1200);
    expect(layout.width).toBeGreaterThan(layout.boxes[2]?.width ?? 0);
  });

  it("puts a passage at a third of the height with one calculation, on any page of any size", () => {
    const size = fc.record({ width: fc.integer({ min: 200, max: 1200 }), height: fc.integer({ min: 200, max: 1500 }) });
    fc.assert(
      fc.property(
        fc.array(size, { minLength: 3, maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 300, max: 1200 }),
        fc.double({ min: 0.5, max: 4, noNaN: true }),
        (sizes, y, viewHeight, zoom) => {
          const layout = layoutPages(sizes, 672, zoom);
          for (let page = 1; page <= sizes.length; page++) {
            const top = scrollTopFor(layout, { page, y }, viewHeight);
            const box = layout.boxes[page - 1]!;
            const inView = box.top + y * box.height - top;
            const atAnEnd = top === 0 || top >= Math.floor(layout.height - viewHeight);
            expect(atAnEnd || Math.abs(inView - viewHeight / 3) <= 1).toBe(true);
            // the edge of a page may lie on the edge of the view
            expect(pagesInView(layout, top, viewHeight, 2)).toContain(page);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("keeps few pages of five hundred in the document", () => {
    const layout = layoutPages(
      Array.from({ length: 500 }, () => A4),
      672,
      1,
    );
    for (const page of [1, 250, 480, 500]) {
      const top = scrollTopFor(layout, { page, y: 0.5 }, 700);
      expect(pagesInView(layout, top, 700, 350).length).toBeLessThanOrEqual(4);
      expect(pageInFocus(layout, top, 700)).toBe(page);
    }
  });
});

describe("pages that are turned", () => {
  const part = fc.double({ min: 0, max: 0.5, noNaN: true });
  it("keeps a rectangle on the page, and is back after four quarters", () => {
    fc.assert(
      fc.property(part, part, part, part, fc.constantFrom(0, 1, 2, 3), (x, y, width, height, turns) => {
        const rect = { page: 1, x, y, width, height };
        const turned = turnRect(rect, turns as Turns);
        for (const edge of [turned.x, turned.y, turned.x + turned.width, turned.y + turned.height]) {
          expect(edge).toBeGreaterThanOrEqual(-1e-9);
          expect(edge).toBeLessThanOrEqual(1 + 1e-9);
        }
        const back = turnRect(turned, ((4 - turns) % 4) as Turns);
        expect(back.x).toBeCloseTo(x, 9);
        expect(back.y).toBeCloseTo(y, 9);
      }),
    );
    expect(turnSize(A4, 1)).toEqual({ width: 842, height: 595 });
  });

  it("puts the top left corner where a clockwise turn puts it", () => {
    const corner = { page: 1, x: 0, y: 0, width: 0.2, height: 0.1 };
    const { x, y } = turnRect(corner, 1);
    expect([x, y]).toEqual([0.9, 0]);
    expect(turnRect(corner, 2).x).toBe(0.8);
    expect(turnRect(corner, 3).y).toBe(0.8);
  });
});

describe("the marker strokes", () => {
  const paper = { width: 600, height: 800, turns: 0 as Turns };
  const rects = [
    { page: 1, x: 0.1, y: 0.5, width: 0.5, height: 0.02 },
    { page: 1, x: 0.1, y: 0.53, width: 0.3, height: 0.02 },
  ];
  it("draws any number of rectangles as one path", () => {
    expect(washPath(rects, paper)).toBe("M60 400h300v16h-300zM60 424h180v16h-180z");
    expect(washPath([], paper)).toBe("");
  });
  it("rules under each line, and brackets them all in the margin", () => {
    expect(rulePath(rects, paper)).toBe("M60 416h300M60 440h180");
    expect(bracketPath(rects, paper)).toBe("M53 400H46V440h7");
  });
  it("brackets in the margin of the column, also when the words begin in the middle of a line", () => {
    const words = [{ page: 1, x: 0.4, y: 0.5, width: 0.2, height: 0.02 }];
    const lines = [
      { page: 1, x: 0.1, y: 0.5, width: 0.29, height: 0.02 },
      { page: 1, x: 0.01, y: 0.5, width: 0.04, height: 0.02 },
      { page: 1, x: 0.02, y: 0.3, width: 0.9, height: 0.02 },
    ];
    expect(columnStart(words, lines)).toBe(0.1);
    expect(bracketPath(words, paper, lines)).toBe("M53 400H46V416h7");
  });
  it("finds the smaller of two claims under the finger", () => {
    const marks = [
      { claimId: "paragraph", state: "pending" as const, rects },
      { claimId: "sentence", state: "pending" as const, rects: rects.slice(1) },
    ];
    expect(markAt(marks, { page: 1, x: 0.2, y: 0.54 })).toBe("sentence");
    expect(markAt(marks, { page: 1, x: 0.2, y: 0.51 })).toBe("paragraph");
    expect(markAt(marks, { page: 2, x: 0.2, y: 0.51 })).toBeUndefined();
  });
});
