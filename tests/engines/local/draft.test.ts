import { describe, expect, it } from "vitest";
import type { DraftRequest } from "../../../functions/engines/engine.ts";
import { draftOf } from "../../../functions/engines/local/draft.ts";
import type { Claim } from "../../../functions/evidence/claim.ts";
import type { ReportId } from "../../../functions/evidence/ids.ts";
import { DEFAULT_THEMES } from "../../../functions/evidence/theme.ts";
import { checkStatement } from "../../../functions/fidelity/check-statement.ts";
import { claimOf, REPORT_A, REPORT_B } from "./made-passages.ts";

const theme = DEFAULT_THEMES.find(({ id }) => id === "palliation")!;
const reports: DraftRequest["reports"] = [
  { id: REPORT_A, title: "Notat", publisher: "Lindringsrådet", year: 2022, language: "da", pageCount: 9 },
  { id: REPORT_B, title: "Status", publisher: "Sygehusstyrelsen", year: 2021, language: "da", pageCount: 9 },
];
const requestOf = (claims: Claim[], more: Partial<DraftRequest> = {}): DraftRequest => ({
  theme,
  claims,
  reports,
  language: "da",
  ...more,
});
const share = (value: number) => ({ raw: `${value} pct.`, value, unit: "%" });

describe("a draft", () => {
  it("gathers what two reports say alike into one statement that names both and counts them", () => {
    const [statement, ...rest] = draftOf(
      requestOf([
        claimOf("Personalet i hjemmeplejen mangler viden om lindring.", "challenge"),
        claimOf("Personalet i hjemmeplejen mangler fortsat viden om lindring.", "challenge", { reportId: REPORT_B }),
      ]),
    );
    expect(rest).toEqual([]);
    expect(statement?.claimIds).toHaveLength(2);
    expect(statement?.section).toBe("challenges");
    expect(statement?.text).toContain("(2 rapporter)");
    expect(statement?.text).toContain("Sygehusstyrelsen");
    expect(statement?.text).toContain("Lindringsrådet");
  });

  it("gathers a report's statement with the report that retells it by name", () => {
    const statements = draftOf(
      requestOf([
        claimOf("Ifølge Sygehusstyrelsen (2021, s. 4) havde alle hospicer en vågetjeneste med frivillige.", "status", {
          attribution: {
            by: "source",
            sources: [{ label: "Sygehusstyrelsen, 2021", author: "Sygehusstyrelsen", year: "2021", page: "4" }],
          },
        }),
        claimOf("Alle hospicer havde en vågetjeneste med frivillige.", "status", { reportId: REPORT_B }),
      ]),
    );
    expect(statements).toHaveLength(1);
    expect(statements[0]?.claimIds).toHaveLength(2);
    expect(statements[0]?.text).toContain("(2 rapporter)");
    expect(statements[0]?.text.match(/Sygehusstyrelsen/g)).toHaveLength(1);
  });

  it("never gathers claims whose figures or polarity differ", () => {
    const statements = draftOf(
      requestOf([
        claimOf("Andelen, der dør hjemme, er 27 pct. i kommunen.", "finding", { figures: [share(27)] }),
        claimOf("Andelen, der dør hjemme, er 31 pct. i kommunen.", "finding", { figures: [share(31)] }),
        claimOf("Teamet kan kontaktes om natten af hjemmeplejen.", "status"),
        claimOf("Teamet kan ikke kontaktes om natten af hjemmeplejen.", "status"),
      ]),
    );
    for (const { claimIds } of statements) expect(claimIds).toHaveLength(1);
  });

  it("sets another report's different figure for the same thing beside the first, both sides cited", () => {
    const statements = draftOf(
      requestOf([
        claimOf("Andelen af patienter, der dør hjemme efter palliativt forløb, er 27 pct.", "finding", {
          figures: [share(27)],
        }),
        claimOf("Andelen af patienter, der dør hjemme efter palliativt forløb, er 34 pct.", "finding", {
          figures: [share(34)],
          reportId: REPORT_B,
        }),
      ]),
    );
    expect(statements).toHaveLength(1);
    expect(statements[0]?.claimIds).toHaveLength(2);
    expect(statements[0]?.text).toContain("27 pct.");
    expect(statements[0]?.text).toContain("Heroverfor står:");
    expect(statements[0]?.text).toContain("34 pct.");
  });

  it("sets the ministry's progress beside the researchers' finding of none", () => {
    const statements = draftOf(
      requestOf([
        claimOf("Initiativet om basal palliation i kommunerne er gennemført.", "status", { reportId: REPORT_B }),
        claimOf("Fagfolk ser ingen forbedring af den basale palliation i kommunerne.", "status"),
      ]),
    );
    expect(statements).toHaveLength(1);
    expect(statements[0]?.claimIds).toHaveLength(2);
  });

  it("says whose words they are when a source is cited, and takes the reference out of the sentence", () => {
    const [statement] = draftOf(
      requestOf([
        claimOf("Hver anden patient dør på hospital (Dam, 2019, s. 4).", "finding", {
          attribution: { by: "source", sources: [{ label: "Dam, 2019", author: "Dam", year: "2019", page: "4" }] },
        }),
      ]),
    );
    expect(statement?.text).toBe("Ifølge Dam (2019): Hver anden patient dør på hospital.");
  });

  it("does not say twice whose words they are", () => {
    const text = "Dam peger på, at hver anden dør på hospital (Dam, 2019).";
    const [statement] = draftOf(
      requestOf([
        claimOf(text, "finding", {
          attribution: { by: "source", sources: [{ label: "Dam, 2019", author: "Dam", year: "2019" }] },
        }),
      ]),
    );
    expect(statement?.text).toContain("Dam peger på");
    expect(statement?.text).not.toContain("Ifølge");
  });

  const subjects =
    "hospicer vågekoner medicinskabe nattevagter pårørende præster børn åndenød smerter sorggrupper kapel transport mad musik søvn tolke senge puljer kurser telefoner".split(
      " ",
    );
  const many = subjects.flatMap((subject, i) => [
    claimOf(`I hver kommune findes nu ${subject} som led i den palliative indsats nummer ${i}.`, "status"),
    claimOf(`Manglen på ${subject} giver uro hos familier og personale i yderområder.`, "challenge"),
    claimOf(`Det er uvist, om ${subject} gør nogen forskel for patienten.`, "knowledge-gap"),
    claimOf(`Regionerne bør stille ${subject} til rådighed for enhver døende.`, "recommendation"),
    claimOf(`Flere ${subject} kan lette hverdagen i hjemmet.`, "opportunity"),
  ]);

  it("stays between six and fourteen statements where there is enough to say, in every section", () => {
    const statements = draftOf(requestOf(many));
    expect(statements.length).toBeGreaterThanOrEqual(6);
    expect(statements.length).toBeLessThanOrEqual(14);
    expect(new Set(statements.map(({ section }) => section)).size).toBe(5);
  });

  it("has five statements where the theme has five different claims", () => {
    const five = many.filter(({ kind }) => kind === "challenge").slice(0, 5);
    const different = five.map((claim, i) =>
      claimOf(
        [
          "Hospicerne er fyldte.",
          "Natten er uden læge.",
          "Børn bliver overset.",
          "Medicin mangler i weekenden.",
          "Tolke er svære at få fat i.",
        ][i]!,
        claim.kind,
      ),
    );
    expect(draftOf(requestOf(different)).length).toBeGreaterThanOrEqual(5);
  });

  it("rests every sentence on given claims and passes the gate", () => {
    const claims = many;
    const byId = new Map<string, Claim>(claims.map((claim) => [claim.id, claim]));
    for (const { text, claimIds } of draftOf(requestOf(claims))) {
      const citations = claimIds.flatMap((id) => byId.get(id)!.citations);
      expect(citations.length).toBeGreaterThan(0);
      expect(checkStatement(text, citations).reason).toBeUndefined();
    }
  });

  it("puts what an expert has accepted before what nobody has seen", () => {
    const accepted = many.find(({ kind }) => kind === "challenge")!;
    const claims = many.map((claim) => (claim === accepted ? { ...claim, status: "accepted" as const } : claim));
    const challenges = draftOf(requestOf(claims)).filter(({ section }) => section === "challenges");
    expect(challenges[0]?.claimIds).toContain(accepted.id);
  });

  it("says more plainly what the gate refused: the year of the lead-in goes first", () => {
    const claims = [
      claimOf("Hver anden patient dør på hospital.", "finding", {
        attribution: { by: "source", sources: [{ label: "Dam, 2019", author: "Dam", year: "2019" }] },
      }),
    ];
    const [statement] = draftOf(requestOf(claims));
    const revised = draftOf(
      requestOf(claims, { refused: [{ statement: statement!, why: "figure-not-in-source: 2019" }] }),
    );
    expect(revised.map(({ text }) => text)).toEqual(["Ifølge Dam: Hver anden patient dør på hospital."]);
    const plain = draftOf(requestOf(claims, { refused: [{ statement: statement!, why: "unsupported" }] }));
    expect(plain.map(({ text }) => text)).toEqual(["Hver anden patient dør på hospital."]);
  });

  /** Claims that follow each other in one report, as sentences of a paragraph. */
  const paragraph = (reportId: ReportId, ...claims: Claim[]) => {
    let at = 0;
    return claims.map((claim) => {
      const [citation] = claim.citations;
      const start = at;
      at += claim.text.length + 1;
      return {
        ...claim,
        reportId,
        citations: [{ ...citation!, reportId, start, end: start + claim.text.length }],
      };
    });
  };
  const weeks = (raw: string, value: number) => ({ raw, value, unit: "week" });

  it("tells a sentence that leans on the one before together with it, both cited", () => {
    const claims = paragraph(
      REPORT_A,
      claimOf("Natteholdet i fire kommuner får vejledning af et hospice.", "status"),
      claimOf("De ringer oftest om smerter.", "finding"),
    );
    const statements = draftOf(requestOf(claims));
    expect(statements).toHaveLength(1);
    expect(statements[0]?.text).toBe(
      "Natteholdet i fire kommuner får vejledning af et hospice. De ringer oftest om smerter.",
    );
    expect(statements[0]?.claimIds).toEqual(claims.map(({ id }) => id));
  });

  it("leaves out a sentence whose subject stands elsewhere when there is enough to say", () => {
    const leaning = claimOf("Det betyder, at vagten må ringe rundt efter et bånd.", "challenge", { confidence: 1 });
    const statements = draftOf(requestOf([leaning, ...many]));
    expect(statements.flatMap(({ claimIds }) => claimIds)).not.toContain(leaning.id);
  });

  it("takes sentences that lean on others rather than leave a theme of five claims empty", () => {
    const leaning = [
      "Det betyder uro.",
      "De er trætte.",
      "Dette er nyt her.",
      "Faldet er stort.",
      "Her er der travlt.",
    ];
    expect(draftOf(requestOf(leaning.map((text) => claimOf(text, "challenge"))))).toHaveLength(5);
  });

  it("tells of two years side by side, the earlier report first, without calling it a contradiction", () => {
    const claims = [
      claimOf("Ventetiden til lindringsteam var 11 uger i 2021.", "finding", { figures: [weeks("11 uger", 11)] }),
      ...paragraph(
        REPORT_B,
        claimOf("Der er lindringsteam på hvert hospital, og de så 900 patienter i 2018.", "status"),
        claimOf("Ventetiden var fem uger.", "finding", { figures: [weeks("fem uger", 5)] }),
      ),
    ];
    const statements = draftOf(requestOf(claims));
    expect(statements.map(({ text }) => text)).toEqual([
      "Ifølge Sygehusstyrelsen (2021): Der er lindringsteam på hvert hospital, og de så 900 patienter i 2018. Ventetiden var fem uger. Ifølge Lindringsrådet (2022): Ventetiden til lindringsteam var 11 uger i 2021.",
    ]);
    expect(statements[0]?.claimIds).toHaveLength(3);
  });

  it("holds no aim against what came of it", () => {
    const statements = draftOf(
      requestOf([
        claimOf("Planen satte som mål, at 60 pct. af patienterne i lindringsteam dør hjemme.", "commitment", {
          figures: [share(60)],
        }),
        claimOf("Af patienterne i lindringsteam døde 41 pct. hjemme.", "finding", {
          figures: [share(41)],
          reportId: REPORT_B,
        }),
      ]),
    );
    for (const { claimIds } of statements) expect(claimIds).toHaveLength(1);
  });

  it("lets each report speak in a section, however much one of them says", () => {
    const quiet = claimOf("Sygeplejersker savner et sted at ringe hen efter midnat.", "challenge", {
      reportId: REPORT_B,
      confidence: 0.8,
    });
    const challenges = draftOf(requestOf([...many, quiet])).filter(({ section }) => section === "challenges");
    expect(challenges.flatMap(({ claimIds }) => claimIds)).toContain(quiet.id);
    expect(challenges.length).toBeGreaterThan(1);
  });

  it("names whose report it is where several speak, by its title where nobody is known to have published it", () => {
    const claims = [
      claimOf("Hospicerne er fyldte i sommerferien.", "challenge"),
      claimOf("Lederne peger på, at tolke er svære at få.", "challenge", { reportId: REPORT_B }),
    ];
    const { publisher: _unknown, ...untold } = reports[0]!;
    const texts = draftOf(requestOf(claims, { reports: [untold, reports[1]!] })).map(({ text }) => text);
    expect(texts).toContain("Ifølge Notat (2022): Hospicerne er fyldte i sommerferien.");
    expect(texts).toContain("Ifølge Sygehusstyrelsen (2021): Lederne peger på, at tolke er svære at få.");
  });

  it("is the same for the same claims", () => {
    expect(draftOf(requestOf(many))).toEqual(draftOf(requestOf(many)));
  });
});
