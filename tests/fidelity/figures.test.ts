import { describe, expect, it } from "vitest";
import { figuresIn } from "../../functions/fidelity/figures.ts";

const shown = (text: string) =>
  figuresIn(text).map(({ raw, value, unit }) => `${raw} = ${value}${unit === undefined ? "" : ` ${unit}`}`);

describe("figures", () => {
  it.each([
    ["Rammen er på 2,2 mia. kr. over fire år.", ["2,2 mia. kr = 2200000000 kr", "fire år = 4 year"]],
    ["I alt 1.284 borgere og 1284 pårørende.", ["1.284 = 1284", "1284 = 1284"]],
    ["Der gik 27 kalenderdage og to døgn.", ["27 kalenderdage = 27 day", "to døgn = 2 day"]],
    ["Andelen steg fra 11 til 24 procent.", ["11 = 11 %", "24 procent = 24 %"]],
    ["Det er 10-15 pct. og 3 %-point.", ["10 = 10 %", "15 pct = 15 %", "3 %-point = 3 %-point"]],
    ["En stigning på 3 procentpoint.", ["3 procentpoint = 3 %-point"]],
    ["Hver tredje patient og to ud af fem læger.", ["Hver tredje = 33.3333333333 %", "to ud af fem = 40 %"]],
    ["14 af 21 sygehuse, halvdelen af kommunerne.", ["14 af 21 = 66.6666666667 %", "halvdelen = 50 %"]],
    ["En fjerdedel, tre fjerdedele.", ["En fjerdedel = 25 %", "tre fjerdedele = 75 %"]],
    ["Femogtyve personer og halvanden time.", ["Femogtyve = 25", "halvanden = 1.5"]],
    ["340 mio. kr. årligt og 5 mg dagligt.", ["340 mio. kr = 340000000 kr", "5 mg = 5 milligram"]],
    ["To hundrede borgere.", ["To hundrede = 200"]],
    ["Den var en af de bedste og et stort skridt.", []],
    ["Se afsnit 3.4.1 og dato 12.05.2021.", []],
  ])("in Danish: %s", (text, figures) => {
    expect(shown(text)).toEqual(figures);
  });

  it.each([
    ["The 1,284 patients waited 12.5 days.", ["1,284 = 1284", "12.5 days = 12.5 day"]],
    ["One in five of the staff, and two thirds of the beds.", ["One in five = 20 %", "two thirds = 66.6666666667 %"]],
    [
      "It costs $3 million and the rate fell by 2 percentage points.",
      ["3 million = 3000000 USD", "2 percentage points = 2 %-point"],
    ],
    ["It is meant to fire the imagination of the three of them.", ["three = 3"]],
    ["It rose to 12 in 2019 in the whole of the country.", ["12 = 12", "2019 = 2019 calendar year"]],
  ])("in English: %s", (text, figures) => {
    expect(shown(text)).toEqual(figures);
  });

  it("stands where it says it does", () => {
    const text = "Der var 82 procent i 2019, men 1.284 færre.";
    for (const { raw, start, end } of figuresIn(text)) expect(text.slice(start, end)).toBe(raw);
  });
});
