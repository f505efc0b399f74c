import { expect, it } from "vitest";
import { pointApart } from "../../web/src/text/directions.ts";

it.each([
  ["Ventetiden til undersøgelse er faldet siden 2021.", "Ventetiden til undersøgelse er steget med fire dage.", true],
  ["Deltagelsen i screening forbedres i alle regioner.", "Deltagelsen i screening er forværret i to regioner.", true],
  ["Fewer patients attend screening in the region.", "More patients attend screening in the region.", true],
  // the same way, another subject, a denial, a size: nothing to say
  ["Ventetiden til undersøgelse er faldet.", "Ventetiden til undersøgelse falder fortsat.", false],
  ["Ventetiden til undersøgelse er faldet.", "Antallet af sygeplejersker er steget.", false],
  ["Ventetiden til undersøgelse er ikke faldet.", "Ventetiden til undersøgelse er steget.", false],
  ["Der er stor ventetid til undersøgelse.", "Der er lav ventetid til undersøgelse.", false],
])("»%s« and »%s« point apart: %s", (a, b, apart) => {
  expect(pointApart([a, b])).toEqual(apart ? [0, 1] : undefined);
});

it("names the two of several", () => {
  const passages = [
    "Rehabilitering tilbydes i kommunerne.",
    "Ventetiden til undersøgelse er faldet.",
    "Ventetiden til undersøgelse er steget.",
  ];
  expect(pointApart(passages)).toEqual([1, 2]);
  expect(pointApart([])).toBeUndefined();
});
