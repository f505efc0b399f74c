import type { KeptEvaluation } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./evaluations.module.css";

type Verdict = KeptEvaluation["verdict"];

const MARK = {
  refused: "rejected",
  worse: "rejected",
  undecided: "doubt",
  better: "accepted",
  same: "accepted",
  first: "pending",
} as const;

/** A verdict as icon and word: never by colour alone. */
export function VerdictWord({ verdict }: { verdict: Verdict }) {
  const t = useText();
  return (
    <span className={css.word} data-verdict={verdict}>
      <Icon name={MARK[verdict]} small />
      {t(`evaluations.verdict-${verdict}`)}
    </span>
  );
}
