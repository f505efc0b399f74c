import { memo } from "react";
import type { Report } from "../api/shapes.ts";
import { IconButton } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./page-pane.module.css";

interface PageBarProps {
  ws: string;
  report: Report | undefined;
  page: number;
  pages: number;
  zoom: number;
  /** Of a passage on two pages: which part is seen, and where the other is. */
  passage: { part: number; of: number; page: number } | undefined;
  onPage: (page: number) => void;
  onZoom: (how: "in" | "out") => void;
  onTurn: () => void;
  onBack: () => void;
}

/** Which report and page one sees, and the ways about in it. */
export const PageBar = memo(function PageBar(props: PageBarProps) {
  const { ws, report, page, pages, zoom, passage, onPage, onZoom, onTurn, onBack } = props;
  const t = useText();
  return (
    <div className={css.bar}>
      <button className={css.back} type="button" onClick={onBack}>
        {t("review.back-to-claim")}
      </button>
      <h2 title={report?.title}>{report?.title}</h2>
      <span className="meta">{t("review.page-of", { page, pages })}</span>
      <span className={css.space} />
      {passage && (
        <button className={css.link} type="button" onClick={() => onPage(passage.page)}>
          {t("review.passage-part", passage)}
        </button>
      )}
      <IconButton
        icon="chevron-left"
        label={t("review.page-before")}
        isDisabled={page <= 1}
        onPress={() => onPage(page - 1)}
      />
      <IconButton
        icon="chevron-right"
        label={t("review.page-after")}
        isDisabled={page >= pages}
        onPress={() => onPage(page + 1)}
      />
      <span className={css.wide}>
        <IconButton icon="minus" label={t("review.zoom-out")} aria-keyshortcuts="-" onPress={() => onZoom("out")} />
        <span className="meta">{t.percent(zoom)}</span>
        <IconButton icon="plus" label={t("review.zoom-in")} aria-keyshortcuts="Plus" onPress={() => onZoom("in")} />
        <IconButton icon="refresh" label={t("review.turn-page")} onPress={onTurn} />
      </span>
      {report && (
        <a
          className="btn btn-icon"
          href={`/api/workspaces/${ws}/reports/${report.id}/file#page=${String(page)}`}
          target="_blank"
          rel="noreferrer"
          aria-label={t("review.open-file")}
        >
          <Icon name="open-in-new" />
        </a>
      )}
    </div>
  );
});
