import { useText } from "../text/text.tsx";
import css from "./claim-list.module.css";
import type { News } from "./use-news.ts";

interface NewsStripProps {
  people: News["people"];
  onShow: () => void;
}

/** What colleagues did meanwhile, in one line one can open. */
export function NewsStrip({ people, onShow }: NewsStripProps) {
  const t = useText();
  if (people.length === 0) return null;
  const count = people.reduce((sum, person) => sum + person.count, 0);
  const [first] = people;
  return (
    <div className={css.news} role="status">
      <span>
        {people.length === 1 && first
          ? t("review.news-one", { name: first.name, count: first.count })
          : t("review.news-many", { people: people.length, count })}
      </span>
      <button className={css.link} type="button" onClick={onShow}>
        {t("review.news-show")}
      </button>
    </div>
  );
}
