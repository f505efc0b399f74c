import { describe, expect, it } from "vitest";
import { anchorQuote } from "../../functions/fidelity/anchor-quote.ts";
import { prepareText } from "../../functions/fidelity/prepare-text.ts";

const TEXT = `Region Nordjylland har i 2021 ansat 14 nye læger, og ventetiden faldt fra 12,4 til 9,8 uger. Sundhedsstyrelsen anbefaler, at kommunerne tilbyder rygestop til alle borgere over 18 år inden den 1. marts 2024. Behandlingen virker ikke hos ældre patienter med type 2-diabetes. Regionen brugte 1,2 mia. kr. på medicin, svarende til 3,5 pct. af budgettet, og forventer at spare 45 mio. kr. i 2025. Hver tredje patient fik ingen opfølgning, og to ud af fem læger mente, at det var utilstrækkeligt. Effekten er usikker, og der bør gennemføres flere studier. Kommunen kan give tilskud, men skal dokumentere behovet. Kun få hospitaler har nået målet på 90 procent. VIVE finder en stigning på 5 procentpoint blandt kvinder. Dødeligheden er halveret på ti år. Temperaturen var −5 grader, og p-værdien var < 0,05. Forbruget var 12 mW pr. enhed. Patienter, der ryger, har højere risiko end patienter, der ikke ryger. I alt 1.284 borgere svarede.`;

const found = (quote: string, text = TEXT) => {
  const anchor = anchorQuote(text, quote);
  return anchor.found
    ? { fidelity: anchor.fidelity, reason: anchor.reason, exact: text.slice(anchor.start, anchor.end) }
    : anchor;
};

describe("a quote that says what the source says", () => {
  it.each([
    ["verbatim", "Effekten er usikker, og der bør gennemføres flere studier."],
    ["normalised", "effekten   er usikker,\nog der bør gennem­føres flere studier"],
    ["normalised", "EFFEKTEN ER USIKKER, OG DER BØR GENNEMFØRES FLERE STUDIER."],
    ["normalised", "„Kommunen kan give tilskud, men skal dokumentere behovet“"],
    ["normalised", "svarende til 3,5 % af budgettet"],
    ["normalised", "Regionen brugte 1,2 milliarder kroner på medicin"],
    ["normalised", "Temperaturen var –5 grader"],
    ["normalised", "I alt 1284 borgere svarede."],
    ["normalised", "I alt 1 284 borgere svarede."],
    ["elided", "Region Nordjylland har i 2021 … og ventetiden faldt fra 12,4 til 9,8 uger."],
    ["elided", "Sundhedsstyrelsen anbefaler, at kommunerne tilbyder rygestop [...] inden den 1. marts 2024."],
  ])("is %s: %s", (fidelity, quote) => {
    expect(found(quote)).toMatchObject({ fidelity, reason: undefined });
  });

  it("keeps the whole passage of an elided quote, and lists what it leaves out", () => {
    const anchor = anchorQuote(
      TEXT,
      "Regionen brugte 1,2 mia. kr. på medicin […] og forventer at spare 45 mio. kr. i 2025.",
    );
    expect(anchor).toMatchObject({ found: true, fidelity: "elided" });
    if (anchor.found) expect(anchor.edits).toEqual([{ from: ", svarende til 3,5 pct. af budgettet,", to: "…" }]);
  });

  it("ends at its full stop, whatever the next sentence denies", () => {
    const text = "Lægerne blev spurgt om effekten af skemaet. Ikke alle svarede på spørgsmålet om skemaet.";
    expect(found("Lægerne blev spurgt om effekten af skemaet.", text)).toMatchObject({ fidelity: "verbatim" });
    const denied = "De fandt i studierne effekt ikke hos mænd.";
    expect(found("De fandt i studierne effekt", denied)).toMatchObject({ reason: "negation-changed" });
  });

  it("knows the number that belongs to a code from one that begins inside it", () => {
    const text = "AR2.5 Stil data til rådighed for alle regioner. Målingen af PM2.5 steg i Aarhus i tre år.";
    expect(found("Målingen af PM2.5 steg i Aarhus", text)).toMatchObject({ fidelity: "verbatim" });
    const cut = found("5 Stil data til rådighed for alle regioner.", text);
    expect("fidelity" in cut ? cut.fidelity : "none").not.toBe("verbatim");
    expect(found("Målingen af PM2.6 steg i Aarhus", text)).toMatchObject({ fidelity: "differs" });
  });

  it("takes a sentence that a raw text breaks with a running head", () => {
    const text =
      "Ventetiden er kort i de fleste\n\nAarsskrift for Sundby              12\n\f\nkommuner, men lang i enkelte. Andet følger her.";
    expect(found("Ventetiden er kort i de fleste kommuner, men lang i enkelte.", text)).toMatchObject({
      fidelity: "normalised",
    });
  });

  it.each(["samlet7 indsats", "samlet¹² indsats", "samlet[3] indsats", "samlet* indsats"])(
    "passes over a footnote mark: %s",
    (marked) => {
      const text = `Kommunen har lagt en plan for en ${marked} mod ensomhed blandt ældre.`;
      expect(found("Kommunen har lagt en plan for en samlet indsats mod ensomhed blandt ældre.", text)).toMatchObject({
        fidelity: "normalised",
      });
    },
  );

  it("takes digits off a number as a footnote mark only where the marks around it say so", () => {
    const text = "Der er tale11 om en plan. Ventetiden er 2712 dage for alle borgere. Det gælder13 hele landet.";
    expect(found("Ventetiden er 27 dage for alle borgere.", text)).toMatchObject({ fidelity: "normalised" });
    const unmarked = "Der er tale om en plan. Ventetiden er 2712 dage for alle borgere. Det gælder hele landet.";
    expect(found("Ventetiden er 27 dage for alle borgere.", unmarked)).toMatchObject({
      fidelity: "differs",
      reason: "number-changed",
    });
  });

  it("keeps the hyphen of words that share one at a line end", () => {
    const text = "Planen dækker ind-\nog udskrivning af kræft-\npatienter i hele regionen.";
    expect(found("Planen dækker ind- og udskrivning af kræftpatienter i hele regionen.", text)).toMatchObject({
      fidelity: "normalised",
    });
  });
});

describe("a quote that says something else", () => {
  it.each([
    ["number-changed", "ventetiden faldt fra 12,4 til 9,7 uger"],
    ["number-changed", "ventetiden faldt fra 9,8 til 12,4 uger"],
    ["number-changed", "ventetiden faldt fra 124 til 9,8 uger"],
    ["number-changed", "Hver anden patient fik ingen opfølgning"],
    ["number-changed", "og tre ud af fem læger mente, at det var utilstrækkeligt"],
    ["number-changed", "Dødeligheden er halveret på fem år"],
    ["number-changed", "Temperaturen var 5 grader, og p-værdien var < 0,05"],
    ["number-changed", "Behandlingen virker ikke hos ældre patienter med type 1-diabetes"],
    ["year-changed", "Region Nordjylland har i 2022 ansat 14 nye læger"],
    ["year-changed", "rygestop til alle borgere over 18 år inden den 1. april 2024"],
    ["unit-changed", "ventetiden faldt fra 12,4 til 9,8 dage"],
    ["unit-changed", "Regionen brugte 1,2 mio. kr. på medicin"],
    ["unit-changed", "Regionen brugte 1,2 mia. euro på medicin"],
    ["unit-changed", "svarende til 3,5 procentpoint af budgettet"],
    ["unit-changed", "VIVE finder en stigning på 5 procent blandt kvinder"],
    ["unit-changed", "Forbruget var 12 MW pr. enhed"],
    ["negation-changed", "Behandlingen virker hos ældre patienter med type 2-diabetes"],
    ["negation-changed", "Effekten er sikker, og der bør gennemføres flere studier"],
    ["negation-changed", "to ud af fem læger mente, at det var tilstrækkeligt"],
    ["negation-changed", "Hver tredje patient fik en opfølgning, og to ud af fem læger"],
    ["negation-changed", "Patienter, der ikke ryger, har højere risiko end patienter, der ryger."],
    ["direction-changed", "VIVE finder et fald på 5 procentpoint blandt kvinder"],
    ["direction-changed", "Dødeligheden er fordoblet på ti år."],
    ["direction-changed", "Dødeligheden er reduceret på ti år."],
    ["direction-changed", "Effekten er usikker, og der bør gennemføres færre studier"],
    ["direction-changed", "rygestop til alle borgere under 18 år inden den 1. marts 2024"],
    ["direction-changed", "Temperaturen var −5 grader, og p-værdien var > 0,05"],
    ["modality-changed", "Effekten er usikker, og der skal gennemføres flere studier"],
    ["modality-changed", "Kommunen skal give tilskud, men kan dokumentere behovet"],
    ["modality-changed", "Sundhedsstyrelsen kræver, at kommunerne tilbyder rygestop til alle borgere"],
    ["quantifier-changed", "at kommunerne tilbyder rygestop til nogle borgere over 18 år"],
    ["quantifier-changed", "Kun mange hospitaler har nået målet på 90 procent"],
    ["actor-changed", "Region Sjælland har i 2021 ansat 14 nye læger"],
    ["actor-changed", "Sundhedsministeriet anbefaler, at kommunerne tilbyder rygestop til alle borgere"],
    ["actor-changed", "KL finder en stigning på 5 procentpoint blandt kvinder"],
    ["invented-words", "Kommunen kan give kager, men skal dokumentere behovet"],
  ])("%s: %s", (reason, quote) => {
    expect(found(quote)).toMatchObject({ fidelity: "differs", reason });
  });

  it.each([
    ["number-changed", "The programme reached 47 of 60 hospitals and cut waiting times by 13 days."],
    ["unit-changed", "The programme reached 46 of 60 hospitals and cut waiting times by 13 weeks."],
    ["negation-changed", "The programme did not reach 46 of 60 hospitals and cut waiting times by 13 days."],
    ["modality-changed", "Staff must offer a second opinion, but no trial has confirmed the benefit."],
    ["negation-changed", "Staff may offer a second opinion, but a trial has confirmed the benefit."],
    ["direction-changed", "Mortality was lower among smokers than among others in all regions."],
    ["quantifier-changed", "Mortality was higher among smokers than among others in some regions."],
  ])("in English, %s: %s", (reason, quote) => {
    const text =
      "The programme did reach 46 of 60 hospitals and cut waiting times by 13 days. The programme reached 46 of 60 hospitals and cut waiting times by 13 days. Staff may offer a second opinion, but no trial has confirmed the benefit. Mortality was higher among smokers than among others in all regions.";
    expect(found(quote, text)).toMatchObject({ fidelity: "differs", reason });
  });

  it.each([
    ["negation-changed", "Behandlingen virker"],
    ["negation-changed", "hos ældre patienter med type 2-diabetes"],
    ["quantifier-changed", "få hospitaler har nået målet på 90 procent"],
    ["unit-changed", "VIVE finder en stigning på 5"],
    ["negation-changed", "Behandlingen virker … hos ældre patienter"],
  ])("is cut so that it turns round, %s: %s", (reason, quote) => {
    expect(found(quote)).toMatchObject({ fidelity: "differs", reason });
  });

  it.each([
    ["Stigningen er størst i hovedstaden for begge køn.", "Stigningen er mindst i hovedstaden for begge køn."],
    ["Der skal være mindst to læger på vagt hver nat.", "Der skal være højst to læger på vagt hver nat."],
    ["Der kommer over 40 borgere om dagen i centret.", "Der kommer mindst 40 borgere om dagen i centret."],
  ])("turns a comparison round: %s → %s", (text, quote) => {
    expect(found(quote, text)).toMatchObject({ fidelity: "differs", reason: "direction-changed" });
  });

  it("does not begin or end inside a number or a word", () => {
    expect(found("284 borgere svarede.")).not.toMatchObject({ fidelity: "verbatim" });
    expect(found("sikker, og der bør gennemføres flere studier.")).toMatchObject({
      fidelity: "differs",
      reason: "negation-changed",
    });
  });

  it("says where and what the source has instead", () => {
    const anchor = anchorQuote(
      TEXT,
      "Hver tredje patient fik fuld opfølgning, og to ud af fem læger mente, at det var utilstrækkeligt.",
    );
    expect(anchor).toMatchObject({ found: true, fidelity: "differs", edits: [{ from: "ingen", to: "fuld" }] });
  });

  it("flags a dropped word without holding it back", () => {
    expect(
      found("Region Nordjylland har i 2021 ansat 14 læger, og ventetiden faldt fra 12,4 til 9,8 uger."),
    ).toMatchObject({
      fidelity: "differs",
      reason: undefined,
    });
  });

  it("puts no two halves of different sentences together", () => {
    expect(found("Dødeligheden er … højere risiko end patienter, der ikke ryger.")).toMatchObject({
      fidelity: "differs",
    });
  });

  it.each([
    "Region Nordjylland har en meget stor flåde af ubemandede både til transport af post mellem øerne",
    "studier flere gennemføres bør der og usikker er Effekten kan tilskud Kommunen",
    "Månen er lavet af grøn ost, og det har man vidst længe.",
    "",
    "   ",
  ])("is not found when it is made up: %s", (quote) => {
    expect(anchorQuote(TEXT, quote)).toMatchObject({ found: false });
  });
});

describe("a sentence that stands in several places", () => {
  const repeated =
    "Først et afsnit. Kapaciteten er presset i hele landet. Så et andet. Kapaciteten er presset i hele landet. Til sidst et tredje.";
  const second = repeated.lastIndexOf("Kapaciteten");

  it("is the first of them when nothing says otherwise", () => {
    expect(anchorQuote(repeated, "Kapaciteten er presset i hele landet.")).toMatchObject({ start: 17 });
  });

  it("is the one in the hinted passage", () => {
    const hint = { span: { start: second, end: second + 37 } };
    expect(anchorQuote(repeated, "Kapaciteten er presset i hele landet.", hint)).toMatchObject({ start: second });
    expect(anchorQuote(repeated, "Kapaciteten er   presset i hele landet", hint)).toMatchObject({ start: second });
  });

  it("is the one whose surroundings match", () => {
    expect(anchorQuote(repeated, "Kapaciteten er presset i hele landet.", { prefix: "Så et andet. " })).toMatchObject({
      start: second,
    });
    expect(anchorQuote(repeated, "Kapaciteten er presset i hele landet.", { suffix: " Til sidst" })).toMatchObject({
      start: second,
    });
  });

  it("is ambiguous when it is a word or two", () => {
    expect(anchorQuote(repeated, "presset i")).toEqual({ found: false, reason: "ambiguous", bestScore: 1 });
  });
});

describe("OCR text", () => {
  const scanned = "Kraeftpatienteme far i dag hurtigere hjaelp pa sygehusene, og 61 procent er tilfredse.";

  it("takes look-alikes as a class of their own where the page is OCR", () => {
    const quote = "Kræftpatienterne får i dag hurtigere hjælp på sygehusene, og 61 procent er tilfredse.";
    expect(anchorQuote(scanned, quote, { ocr: true })).toMatchObject({ found: true, fidelity: "ocr" });
    expect(anchorQuote(scanned, quote)).not.toMatchObject({ fidelity: "ocr" });
  });

  it("never takes one digit for another", () => {
    const quote = "Kræftpatienterne får i dag hurtigere hjælp på sygehusene, og 67 procent er tilfredse.";
    expect(anchorQuote(scanned, quote, { ocr: true })).toMatchObject({ fidelity: "differs", reason: "number-changed" });
  });
});

it("finds a quote whose words are damaged letter by letter", () => {
  const quote =
    "Sundhedsstyrelsn anbefalr, at komunerne tilbydr rygestp til ale borgre ovr 18 år indn den 1. marts 2024.";
  expect(anchorQuote(TEXT, quote)).toMatchObject({ found: true, fidelity: "differs" });
});

it("reads a prepared text and a plain one alike", () => {
  const quote = "Kommunen kan give tilskud, men skal dokumentere behovet.";
  expect(anchorQuote(prepareText(TEXT), quote)).toEqual(anchorQuote(TEXT, quote));
});
