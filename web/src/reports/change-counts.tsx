import type { ChangeCounts } from "../../../functions/evidence/candidate.ts";
import { useText } from "../text/text.tsx";
import { CHANGES } from "./rereading.ts";

/** One line: how many claims stay as they are, and how many do not, in which way. What is nothing is not said. */
export function ChangeCountsLine({ counts }: { counts: ChangeCounts }) {
  const t = useText();
  const parts = [
    t("changes.count-unchanged", { count: counts.unchanged }),
    ...CHANGES.filter((kind) => counts[kind] > 0).map((kind) => t(`changes.count-${kind}`, { count: counts[kind] })),
  ];
  return parts.join(" · ");
}
