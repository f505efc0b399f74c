import type { Citation } from "../../../functions/evidence/citation.ts";
import type { Report } from "../api/shapes.ts";
import { useText } from "../text/text.tsx";
import css from "./claim-card.module.css";
import { FigureText } from "./figure-text.tsx";

interface QuoteBlockProps {
  citation: Citation;
  claimText: string;
  report: Report | undefined;
  part: { at: number; of: number } | undefined;
  lang: string | undefined;
  onPassage: () => void;
}

/** The source's own words, with the page they stand on. Two pages when they run on. */
export function QuoteBlock({ citation, claimText, report, part, lang, onPassage }: QuoteBlockProps) {
  const t = useText();
  const last = citation.rects.at(-1)?.page ?? citation.page;
  const pages =
    last > citation.page
      ? t("review.pages-short", { from: citation.page, to: last })
      : t("review.page-short", { page: citation.page });
  return (
    <blockquote className="quote">
      <p lang={lang} className={css.exact}>
        »<FigureText text={citation.exact} other={claimText} />«
      </p>
      <footer>
        <button className={`cite ${css.chip ?? ""}`} type="button" onClick={onPassage}>
          {pages}
          <span className="sr">{t("review.show-passage")}</span>
        </button>
        <span>{report?.title}</span>
        {part && <span className="meta">{t("review.part-of", part)}</span>}
      </footer>
    </blockquote>
  );
}
