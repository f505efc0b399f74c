import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { memo, useCallback, useEffect, useMemo, useRef } from "react";
import { useText } from "../text/text.tsx";
import css from "./claim-list.module.css";
import type { Row } from "./claim-order.ts";
import { ClaimRow } from "./claim-row.tsx";
import type { ReviewSession } from "./review-session.ts";
import type { Sequence } from "./use-sequence.ts";

interface ClaimListProps {
  session: ReviewSession;
  sequence: Sequence;
  current: string | undefined;
  onGo: (id: string) => void;
}

export const optionId = (claimId: string) => `udsagn-${claimId}`;

/** The claim in focus has neighbours on both sides, in pixels. */
const BEFORE = 60;
const AFTER = 120;

/**
 * Scrolls a row into view that is a step away, by what the list has measured already: asking the browser would make it
 * lay out the whole screen before it paints. A row that leaves the view comes back at a third of the height, so that
 * the list stands still for the next few.
 * @returns whether it could tell; a row far away has not been measured.
 */
function bringNear(view: HTMLElement | null, list: Virtualizer<HTMLDivElement, Element>, at: number): boolean {
  const row = list.measurementsCache[at];
  const height = list.scrollRect?.height ?? 0;
  const top = list.scrollOffset;
  if (!view || !row || top === null || height === 0) return false;
  if (row.start - BEFORE >= top && row.end + AFTER <= top + height) return true;
  if (row.start < top - height || row.end > top + 2 * height) return false;
  view.scrollTop = Math.max(0, row.start - (row.start - BEFORE < top ? 2 : 1) * (height / 3));
  return true;
}

/** Rows that stand together under one heading are one group to a screen reader, also when only some of them are drawn. */
function groupsOf(rows: readonly Row[], drawn: readonly { index: number }[]) {
  const groups: { key: string; label: string; indexes: number[] }[] = [];
  for (const { index } of drawn) {
    const row = rows[index];
    if (!row) continue;
    const last = groups.at(-1);
    if (last?.label === row.group) last.indexes.push(index);
    else groups.push({ key: `${row.group} ${String(index)}`, label: row.group, indexes: [index] });
  }
  return groups;
}

/**
 * The claims, of which only those in view are in the document. One tab stop: arrows and J/K move the claim in focus, and
 * screen readers hear its place among all.
 */
export const ClaimList = memo(function ClaimList({ session, sequence, current, onGo }: ClaimListProps) {
  const t = useText();
  const { rows, claims } = sequence;
  const scroller = useRef<HTMLDivElement>(null);
  const at = useMemo(() => rows.findIndex((row) => row.type === "claim" && row.claimId === current), [rows, current]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      // the row in focus stays in the document: aria-activedescendant points at it
      if (at >= 0 && !drawn.includes(at)) return [...drawn, at].sort((a, b) => a - b);
      return drawn;
    },
    [at],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.type === "group" ? 34 : 78),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 6,
    scrollPaddingStart: BEFORE,
    scrollPaddingEnd: AFTER,
    rangeExtractor,
    useFlushSync: false,
  });
  useEffect(() => {
    if (at >= 0 && !bringNear(scroller.current, virtual, at)) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);
  const drawn = virtual.getVirtualItems();
  return (
    <div
      ref={scroller}
      className={css.rows}
      role="listbox"
      tabIndex={0}
      aria-label={t("review.list")}
      {...(current === undefined ? {} : { "aria-activedescendant": optionId(current) })}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: "relative" }}>
        {groupsOf(rows, drawn).map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
          <div key={group.key} role="group" aria-label={group.label}>
            {group.indexes.map((index) => {
              const row = rows[index];
              const item = drawn.find((candidate) => candidate.index === index);
              if (!row || !item) return null;
              return (
                <div
                  key={row.key}
                  role="presentation"
                  ref={virtual.measureElement}
                  data-index={index}
                  className={css.place}
                  style={{ transform: `translateY(${String(item.start)}px)` }}
                >
                  {row.type === "group" ? (
                    <div className={row.level === 1 ? css.theme : css.report} aria-hidden="true">
                      {row.label}
                    </div>
                  ) : (
                    <ClaimRow
                      session={session}
                      id={row.claimId}
                      position={row.position}
                      of={claims.length}
                      isCurrent={row.claimId === current}
                      onGo={onGo}
                    />
                  )}
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
});
