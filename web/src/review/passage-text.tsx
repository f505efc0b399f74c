import { useText } from "../text/text.tsx";
import css from "./page-pane.module.css";
import type { PassageContext } from "./passage-context.ts";

interface PassageTextProps {
  context: PassageContext | undefined;
  exact: string;
  lang: string | undefined;
  /** Makes a claim of one's own from words of this text. */
  onOwn: (() => void) | undefined;
}

/** The passage as plain text with its neighbours: what stands on the page, for eyes and ears alike. */
export function PassageText({ context, exact, lang, onOwn }: PassageTextProps) {
  const t = useText();
  const runs = context?.runs ?? [{ text: exact, cited: true }];
  return (
    <section
      className={css.asText}
      data-pane="passage"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t("review.passage-as-text")}
      data-scrolls-quietly
    >
      <div className={css.textHead}>
        <h3>{t("review.passage-as-text")}</h3>
        {onOwn && (
          <button className={css.link} type="button" onClick={onOwn}>
            {t("review.own-claim-from-passage")}
          </button>
        )}
      </div>
      {context && context.section.length > 0 && <p className={css.section}>{context.section.join(" › ")}</p>}
      <p lang={lang} className={css.words}>
        {runs.map((run, at) =>
          run.cited ? (
            <mark className="mark mark-lit" key={`${String(at)} cited`}>
              <span className="sr">{t("review.citation-begins")} </span>
              {run.text}
              <span className="sr"> {t("review.citation-ends")}</span>
            </mark>
          ) : (
            <span key={`${String(at)} around`}>{run.text}</span>
          ),
        )}
      </p>
    </section>
  );
}
