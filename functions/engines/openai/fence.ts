import { createHash } from "node:crypto";

/** The two lines between which a text is data. */
export interface Fence {
  open: string;
  close: string;
}

/**
 * A fence that the fenced text cannot close: its mark is a hash of that very text, so whoever wrote the text would have
 * had to know the hash before writing it. The same text always gets the same fence, which keeps requests repeatable.
 * @param lines what will stand inside
 */
export function fenceFor(lines: readonly string[]): Fence {
  const text = lines.join("\n");
  for (let turn = 0; ; turn++) {
    const mark = createHash("sha256").update(`${turn}\n${text}`).digest("hex").slice(0, 16);
    if (!text.includes(mark)) return { open: `<<<DATA ${mark}`, close: `DATA ${mark}>>>` };
  }
}

/** The lines in their fence. Each entry is one line: whatever breaks a line inside it is made a space. */
export function fenced(entries: readonly string[]): string {
  const lines = entries.map(asOneLine);
  const { open, close } = fenceFor(lines);
  return [open, ...lines, close].join("\n");
}

/** Characters nobody sees (zero width, direction marks, tags, controls) carry no evidence, only hidden orders. */
export const asOneLine = (text: string) =>
  text
    .replace(/[\s\u0085\u2028\u2029]+/gu, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim();
