import { useMemo } from "react";
import { tieFigures } from "./figures-in-text.ts";

/** A text in which the numbers that also stand in the other one are underlined. */
export function FigureText({ text, other }: { text: string; other: string }) {
  const runs = useMemo(() => tieFigures(text, other), [text, other]);
  return runs.map((run, at) =>
    run.figure ? (
      <span className="fig" key={`${String(at)} ${run.text}`}>
        {run.text}
      </span>
    ) : (
      run.text
    ),
  );
}
