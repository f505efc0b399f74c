import { useMemo } from "react";
import { useText } from "../text/text.tsx";
import { diffWords } from "../text/word-diff.ts";
import css from "./claim-card.module.css";

/** What was taken out and put in, word by word, said to screen readers too. */
export function DiffText({ before, after }: { before: string; after: string }) {
  const t = useText();
  const runs = useMemo(() => diffWords(before, after), [before, after]);
  return runs.map((run, at) => {
    const key = `${String(at)} ${run.kind}`;
    if (run.kind === "same") return <span key={key}>{run.text}</span>;
    const Tag = run.kind === "out" ? "del" : "ins";
    return (
      <Tag key={key} className={run.kind === "out" ? css.out : css.in}>
        <span className="sr">{t(run.kind === "out" ? "review.diff-out" : "review.diff-in")} </span>
        {run.text.trimEnd()}{" "}
      </Tag>
    );
  });
}
