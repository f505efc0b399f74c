import { describe, expect, it } from "vitest";
import { checkStatement } from "../../functions/fidelity/check-statement.ts";

const SCREENING = "Deltagelsen i tarmkræftscreeningen faldt fra 61,4 procent i 2019 til 58,9 procent i 2022.";
const GUIDELINES =
  "Regionerne har ikke indført fælles retningslinjer for opfølgning efter behandling af prostatakræft.";
const GAP = "Notatet konkluderer, at der mangler data om senfølger hos patienter behandlet for brystkræft.";
const TRIAL = "Screening af storrygere kan reducere dødeligheden med 20 procent ifølge et forsøg fra 2011.";
const BEDS = "Personale med særlige kompetencer i palliation findes på 14 af 21 sygehuse.";

const check = (text: string, source: string, options = {}) => checkStatement(text, [{ exact: source }], options);

describe("figures of a statement", () => {
  it.each([
    ["its own sentence", SCREENING, SCREENING],
    [
      "another sign for the unit",
      "Deltagelsen i tarmkræftscreeningen faldt fra 61,4 % i 2019 til 58,9 pct. i 2022.",
      SCREENING,
    ],
    ["a declared rounding", "Deltagelsen i tarmkræftscreeningen er faldet til ca. 60 procent i 2022.", SCREENING],
    ["just under", "Deltagelsen i tarmkræftscreeningen er faldet til knap 59 procent i 2022.", SCREENING],
    ["a part of a share", "Personale med særlige kompetencer i palliation findes på 14 sygehuse.", BEDS],
    ["the share itself", "Personale med særlige kompetencer i palliation findes på to ud af tre sygehuse.", BEDS],
    ["the other notation", "The participation in screening fell to 58.9 per cent of the population.", SCREENING],
  ])("are licensed by %s", (_, text, source) => {
    expect(check(text, source).missingFigures).toEqual([]);
  });

  it.each([
    [
      "another value",
      "Deltagelsen i tarmkræftscreeningen faldt fra 61,4 procent i 2019 til 58,8 procent i 2022.",
      "58,8 procent",
    ],
    ["another unit", "Deltagelsen i tarmkræftscreeningen faldt med 58,9 procentpoint i 2022.", "58,9 procentpoint"],
    ["another year", "Deltagelsen i tarmkræftscreeningen faldt til 58,9 procent i 2023.", "2023"],
    [
      "a rounding that is not declared",
      "Deltagelsen i tarmkræftscreeningen er faldet til 60 procent i 2022.",
      "60 procent",
    ],
    [
      "a rounding to the wrong side",
      "Deltagelsen i tarmkræftscreeningen er faldet til godt 62 procent i 2022.",
      "62 procent",
    ],
    [
      "a difference that is not declared",
      "Deltagelsen i tarmkræftscreeningen er faldet 2,5 procent til 2022.",
      "2,5 procent",
    ],
  ])("are missing with %s", (_, text, raw) => {
    const outcome = check(text, SCREENING);
    expect(outcome.missingFigures.map((figure) => figure.raw)).toEqual([raw]);
    expect(outcome).toMatchObject({ reason: "figure-not-in-source", checks: { figures: "missing" } });
  });

  it("may be worked out where that is declared, and is worked out again", () => {
    const text = "Deltagelsen i tarmkræftscreeningen er faldet 2,5 procent til 2022.";
    const derivedFrom = [{ value: 2.5, operation: "difference" as const, of: [61.4, 58.9] }];
    expect(check(text, SCREENING, { derivedFrom }).missingFigures).toEqual([]);
    expect(
      check(text, SCREENING, { derivedFrom: [{ ...derivedFrom[0]!, of: [61.4, 57] }] }).missingFigures,
    ).toHaveLength(1);
  });

  it("stand in any of several citations", () => {
    const citations = [{ exact: SCREENING }, { exact: BEDS }];
    expect(
      checkStatement("Deltagelsen er 58,9 procent i 2022, og 14 sygehuse har personale.", citations).missingFigures,
    ).toEqual([]);
  });
});

describe("sources named in a statement", () => {
  const attributions = [
    { label: "Sundhedsministeriet", year: "2021" },
    { label: "Institut for Viden", year: 2019 },
  ];

  it.each([
    "Ifølge Sundhedsministeriet (2021) faldt deltagelsen i tarmkræftscreeningen til 58,9 procent i 2022.",
    "Sundhedsministeriet (2021) peger på, at deltagelsen i tarmkræftscreeningen faldt til 58,9 procent i 2022.",
    "Deltagelsen i tarmkræftscreeningen faldt til 58,9 procent i 2022 (Sundhedsministeriet, 2021, s. 23).",
    "Deltagelsen i tarmkræftscreeningen faldt til 58,9 procent i 2022 (1 rapport).",
    "Ifølge Sundhedsministeriet (2021) og Institut for Viden (2019): Deltagelsen i tarmkræftscreeningen faldt til 58,9 procent i 2022.",
  ])("bring no figures of their own: %s", (text) => {
    expect(check(text, SCREENING, { attributions })).toMatchObject({ missingFigures: [], checks: { polarity: "ok" } });
  });

  it("may stand against each other in one statement", () => {
    const other = "Deltagelsen i tarmkræftscreeningen steg i Region Sjælland i 2022.";
    const text = `Ifølge Sundhedsministeriet (2021): ${SCREENING} Heroverfor står: Ifølge Institut for Viden (2019): ${other}`;
    const outcome = checkStatement(text, [{ exact: SCREENING }, { exact: other }], { attributions });
    expect(outcome).toMatchObject({ missingFigures: [], checks: { polarity: "ok" } });
    expect(outcome.reason).toBeUndefined();
  });

  it("are those that were given, of those years", () => {
    const text = "Ifølge Sundhedsministeriet (2018) faldt deltagelsen i tarmkræftscreeningen til 58,9 procent i 2022.";
    expect(check(text, SCREENING, { attributions }).missingFigures).toMatchObject([{ raw: "2018" }]);
    expect(check(text, SCREENING).missingFigures).toHaveLength(1);
  });

  it("are counted as they are", () => {
    const citations = ["rep_1", "rep_2", "rep_3"].map((reportId) => ({ exact: GAP, reportId }));
    expect(
      checkStatement("Der mangler data om senfølger hos patienter (3 rapporter).", citations).missingFigures,
    ).toEqual([]);
    expect(
      checkStatement("Der mangler data om senfølger hos patienter (4 rapporter).", citations).missingFigures,
    ).toHaveLength(1);
  });
});

it("may begin with the heading it stood under, in brackets", () => {
  const source = "De mangler ofte et sted at henvende sig efter behandlingen.";
  expect(check(`[Rehabilitering i kommunerne] ${source}`, source).reason).toBeUndefined();
  expect(check("[Rehabilitering i 2019] De mangler ofte et sted at henvende sig.", source).missingFigures).toHaveLength(
    1,
  );
});

describe("what a statement makes of its sources", () => {
  it.each([
    [
      "negation-changed",
      "Regionerne har indført fælles retningslinjer for opfølgning efter prostatakræft.",
      GUIDELINES,
    ],
    ["negation-changed", "Der foreligger data om senfølger hos patienter med brystkræft.", GAP],
    [
      "negation-changed",
      "Forløbstiden er ændret siden sidste måling i regionen.",
      "Forløbstiden er uændret siden sidste måling i regionen.",
    ],
    [
      "direction-changed",
      "Deltagelsen i tarmkræftscreeningen steg fra 61,4 procent i 2019 til 58,9 procent i 2022.",
      SCREENING,
    ],
    ["modality-changed", "Screening af storrygere skal reducere dødeligheden.", TRIAL],
    ["actor-changed", GUIDELINES.replace("Regionerne", "Kommunerne"), GUIDELINES],
    [
      "quantifier-changed",
      "Alle regioner tilbyder i dag genetisk rådgivning.",
      "Enkelte regioner tilbyder i dag genetisk rådgivning.",
    ],
    [
      "unit-changed",
      "Der går ofte uger, før patienten får svar på prøven.",
      "Der går ofte dage, før patienten får svar på prøven.",
    ],
    ["year-changed", "Ordningen begynder i november for alle børn.", "Ordningen begynder i marts for alle børn."],
    [
      "modality-changed",
      "Kommunen skal give tilskud, men kan kræve bilag.",
      "Kommunen kan give tilskud, men skal kræve bilag.",
    ],
    ["unsupported", "Børnehaver mangler legepladser.", SCREENING],
  ])("%s: %s", (reason, text, source) => {
    expect(check(text, source).reason).toBe(reason);
  });

  it.each([
    ["Der er ikke indført fælles retningslinjer for opfølgning efter prostatakræft.", GUIDELINES],
    ["Der foreligger ikke data om senfølger hos patienter behandlet for brystkræft.", GAP],
    [
      "Transporttiden er længere i yderområder.",
      "Patienter i yderområder har længere transporttid, men ikke dårligere overlevelse end andre.",
    ],
    ["Deltagelsen i tarmkræftscreeningen er reduceret siden 2019.", SCREENING],
    ["Deltagelsen i tarmkræftscreeningen faldt til 58,9 procent i 2022.", SCREENING],
    [
      "Regionen vil afdække barrierer for national monitorering.",
      "Samtidig vil regionen afdække barrierer for national monitorering.",
    ],
    ["I 2022 var deltagelsen i tarmkræftscreeningen 58,9 procent.", SCREENING],
    ["Participation in screening for bowel cancer fell to 58.9 per cent in 2022.", SCREENING],
  ])("is sound: %s", (text, source) => {
    expect(check(text, source)).toMatchObject({ checks: { polarity: "ok" } });
    expect(check(text, source).reason).toBeUndefined();
  });

  it.each([
    ["period", "Deltagelsen i tarmkræftscreeningen faldt.", SCREENING],
    ["hedge", "Screening af storrygere reducerer dødeligheden, viser et forsøg fra 2011.", TRIAL],
    ["population", "Dødeligheden falder efter screening.", "Dødeligheden falder blandt kvinder efter screening."],
  ])("is flagged when it drops the %s", (_, text, source) => {
    expect(check(text, source).flags).toEqual(["context-dropped"]);
    expect(check(source, source).flags).toEqual([]);
  });

  it("drops no period with the year of the source that is noted there", () => {
    const noted = "Frafaldet er størst blandt de nyeste hold (Bergholt, 2018, s. 4).";
    const options = { attributions: [{ label: "Bergholt", year: "2018" }] };
    expect(check("Frafaldet er størst blandt de nyeste hold.", noted, options).flags).toEqual([]);
    expect(check(noted, noted, options)).toMatchObject({ flags: [], figures: [] });
  });

  it("scores the words it shares with its sources, compounds and inflections included", () => {
    expect(check(GAP, GAP).checks.support).toBe(1);
    const near = check("Data om brystkræftpatienters senfølger mangler.", GAP).checks.support;
    expect(near).toBeGreaterThan(0.6);
    expect(check("Cykelstier langs kysten blev anlagt.", GAP).checks.support).toBeLessThan(0.2);
  });
});
