import {
  AlignmentType,
  Document,
  Footer,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { KIND_WORDS } from "../../evidence/kind-words.ts";
import { cleanLine } from "./clean-text.ts";
import { citationInWords, citedSources } from "./footnotes.ts";
import type { Snapshot } from "./snapshot.ts";
import {
  CLAIM_STATUS,
  decisionInWords,
  momentInWords,
  reportName,
  SECTION,
  SECTIONS,
  STATEMENT_STATUS,
  TEXT,
} from "./words.ts";

const FONT = "Calibri";
/** Widths of the appendix' columns, in twentieths of a point. */
const WIDTHS = [2600, 1100, 1100, 1700, 2000, 1700];

const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]) =>
  new Paragraph({ heading: level, keepNext: true, children: [new TextRun(cleanLine(text))] });

const bullet = (text: string) => new Paragraph({ bullet: { level: 0 }, children: [new TextRun(cleanLine(text))] });

/**
 * The synthesis as a Word document that can be worked on: real styles and headings, Danish (or English) proofing
 * language, every citation a footnote with report, page and quote.
 */
export async function docxOf(snapshot: Snapshot): Promise<Uint8Array> {
  const { workspace, scope, at, language, reports, themes } = snapshot;
  const footnotes: Record<string, { children: Paragraph[] }> = {};
  const noteFor = (text: string) => {
    const number = Object.keys(footnotes).length + 1;
    footnotes[number] = { children: [new Paragraph({ children: [new TextRun({ text, size: 18 })] })] };
    return new FootnoteReferenceRun(number);
  };
  const body: (Paragraph | Table)[] = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(cleanLine(workspace.name))] }),
    new Paragraph({
      children: [
        new TextRun(`${TEXT[scope][language]}. ${TEXT.exported[language]} ${momentInWords(at, language)} (${at}).`),
      ],
    }),
  ];
  for (const { theme, statements } of themes) {
    if (statements.length === 0) continue;
    body.push(heading(theme.name[language], HeadingLevel.HEADING_1));
    for (const section of SECTIONS) {
      const inSection = statements.filter((statement) => statement.section === section);
      if (inSection.length === 0) continue;
      body.push(heading(SECTION[section][language], HeadingLevel.HEADING_2));
      for (const { text, status, citations } of inSection) {
        const said = scope === "all" ? ` (${STATEMENT_STATUS[status][language]})` : "";
        const notes = citations.map((citation) => noteFor(citationInWords(citation, reports, language)));
        body.push(new Paragraph({ children: [new TextRun(cleanLine(text) + said), ...notes] }));
      }
    }
  }
  body.push(
    heading(TEXT.sources[language], HeadingLevel.HEADING_1),
    ...reports.map((each) => bullet(reportName(each))),
  );
  const cited = citedSources(snapshot);
  if (cited.length > 0) {
    body.push(heading(TEXT.citedThere[language], HeadingLevel.HEADING_2), ...cited.map(({ label }) => bullet(label)));
  }
  body.push(heading(TEXT.appendix[language], HeadingLevel.HEADING_1), appendix(snapshot));

  const document = new Document({
    title: cleanLine(workspace.name),
    creator: "Belæg",
    lastModifiedBy: "Belæg",
    description: `${TEXT.exported[language]} ${at}`,
    features: { updateFields: false },
    styles: {
      default: {
        document: {
          run: { font: FONT, size: 22, language: { value: language === "da" ? "da-DK" : "en-GB" } },
          paragraph: { spacing: { after: 120, line: 276 } },
        },
        title: { run: { size: 44, bold: true } },
        heading1: { run: { size: 32, bold: true }, paragraph: { spacing: { before: 360, after: 120 } } },
        heading2: { run: { size: 26, bold: true }, paragraph: { spacing: { before: 240, after: 80 } } },
      },
    },
    footnotes,
    sections: [
      {
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES] })],
              }),
            ],
          }),
        },
        children: body,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function appendix({ claims, reports, language }: Snapshot): Table {
  const cellOf = (lines: readonly string[], i: number, bold = false) =>
    new TableCell({
      width: { size: WIDTHS[i]!, type: WidthType.DXA },
      children: lines.map(
        (line) =>
          new Paragraph({ spacing: { after: 40 }, children: [new TextRun({ text: cleanLine(line), size: 18, bold })] }),
      ),
    });
  const heads = [TEXT.claim, TEXT.kind, TEXT.status, TEXT.where, TEXT.quote, TEXT.decisions];
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: heads.map((head, i) => cellOf([head[language]], i, true)),
  });
  const rows = claims.map((claim) => {
    const report = reports.find(({ id }) => id === claim.reportId);
    const decisions = (claim.decisions ?? []).map((decision) => decisionInWords(decision, language));
    const cells = [
      [claim.text],
      [KIND_WORDS[claim.kind][language]],
      [CLAIM_STATUS[claim.status][language]],
      [`${reportName(report)}, ${TEXT.page[language]} ${claim.citations[0]?.page ?? ""}`],
      claim.citations.map(({ exact }) => `»${exact}«`),
      decisions.length === 0 ? [TEXT.none[language]] : decisions,
    ];
    return new TableRow({ children: cells.map((lines, i) => cellOf(lines, i)) });
  });
  return new Table({
    columnWidths: WIDTHS,
    width: { size: WIDTHS.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    rows: [header, ...rows],
  });
}
