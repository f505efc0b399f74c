import type { Predicted } from "../../evals/scorers/claims.ts";
import { dataset, perfect, type Said, texts } from "./perfect-answers.ts";

/** One fault among several hundred claims, and the one rule that is there for it. */
export interface Plant {
  name: string;
  intended: "fabricated" | "cross-document" | "numbers" | "flips" | "duplicates" | "long";
  said: Said;
  /** In which document it was planted. */
  document: number;
}

/** The same claims with one of them changed, in the first document whose sentence fits. */
function plant(
  name: string,
  intended: Plant["intended"],
  fits: (claim: Predicted) => boolean,
  change: (claim: Predicted, document: number) => Predicted[],
): Plant {
  const document = perfect.findIndex((claims) => claims.some(fits));
  const at = perfect[document]?.findIndex(fits) ?? -1;
  if (at < 0) throw new Error(`${name}: no sentence fits`);
  const said = perfect.map((claims, i) =>
    i === document ? claims.flatMap((claim, j) => (j === at ? change(claim, i) : [claim])) : claims,
  );
  return { name, intended, said, document };
}

const any = () => true;
const quoted = (claim: Predicted, exact: string): Predicted => ({ ...claim, exact, text: exact });

/** Two sentences between which the report says something else, run together as if they followed each other. */
function stitched(claim: Predicted, document: number): Predicted {
  const own = dataset.documents[document]!.gold;
  const apart = own.findIndex((gold, i) => own[i + 1] !== undefined && own[i + 1]!.start - gold.end > 3);
  const [first, second] = [perfect[document]![apart]!.exact, perfect[document]![apart + 1]!.exact];
  return quoted(claim, `${first.split(" ").slice(-4).join(" ")} ${second.split(" ").slice(0, 4).join(" ")}`);
}

export const PLANTS: readonly Plant[] = [
  plant("an invented quote", "fabricated", any, (claim) => [
    quoted(claim, "Regionerne har købt tolv rumraketter til akutmodtagelsen."),
  ]),
  plant("a quote stitched from two passages", "fabricated", any, (claim, document) => [stitched(claim, document)]),
  plant("a quote of another report", "cross-document", any, (claim) => [quoted(claim, perfect[7]![0]!.exact)]),
  plant(
    "a wrong unit",
    "numbers",
    ({ text }) => /\d pct\./.test(text),
    (claim) => [{ ...claim, text: claim.text.replace("pct.", "procentpoint") }],
  ),
  plant(
    "a dropped negation",
    "flips",
    ({ text }) => / ikke /.test(text) && !/\d/.test(text),
    (claim) => [{ ...claim, text: claim.text.replace(" ikke ", " ") }],
  ),
  plant("the same claim twice", "duplicates", any, (claim) => [claim, claim]),
  plant("a whole page as a quote", "long", any, (claim, document) => {
    const exact = texts[document]!.slice(0, dataset.documents[document]!.reading.pages[0]!.end);
    return [{ ...claim, start: 0, end: exact.length, exact }];
  }),
];
