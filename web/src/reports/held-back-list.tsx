import { useQuery } from "@tanstack/react-query";
import type { HeldBack, Report } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import look from "./held-back-list.module.css";
import { markedParts } from "./marked-parts.ts";
import { heldBackQuery } from "./report-requests.ts";

/** What an engine said and the source does not bear out: reason, proposal, source, side by side. */
export function HeldBackList({ ws, report }: { ws: string; report: Report }) {
  const t = useText();
  const held = useQuery(heldBackQuery(ws, report.id));
  return (
    <div className={look.box}>
      <h3>{t("held.title", { count: held.data?.length ?? report.counts.heldBack })}</h3>
      {held.isPending && <Waiting lines={3} />}
      {held.error && <Problem error={held.error} onRetry={() => void held.refetch()} />}
      <section
        className={look.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls in its own frame and must be reachable by keyboard
        tabIndex={0}
        aria-label={t("held.list", { title: report.title })}
      >
        <ul className={look.held}>
          {held.data?.map((item) => (
            <HeldBackItem key={item.id} item={item} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function HeldBackItem({ item }: { item: HeldBack }) {
  const t = useText();
  const changed = item.edits ?? [];
  const proposed = markedParts(
    item.quote || item.text,
    changed.map((edit) => edit.to),
  );
  const source = markedParts(
    item.near?.exact ?? "",
    changed.map((edit) => edit.from),
  );
  return (
    <li>
      <span>
        <Icon name="held" />
        {t(`held.${item.reason}`)}
      </span>
      <p>
        <span className="meta">{t("held.proposal")}</span>
        {proposed.map((part) => (part.marked ? <del key={part.at}>{part.text}</del> : part.text))}
      </p>
      <p>
        <span className="meta">{item.near ? t("held.source", { page: item.near.page }) : t("held.no-source")}</span>
        {item.near
          ? source.map((part) =>
              part.marked ? (
                <mark key={part.at} className="mark">
                  {part.text}
                </mark>
              ) : (
                part.text
              ),
            )
          : t("held.nothing-near")}
      </p>
    </li>
  );
}
