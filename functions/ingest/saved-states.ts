/**
 * Graphics states that one stream leaves saved, and all streams together: pdfjs looks each setting up through every state
 * below, so time grows with the square of the depth (10,000 take half a second, 100,000 more than a minute). Reports nest
 * a few dozen.
 */
const DEEPEST = 5000;
const DEEPEST_TOGETHER = 20_000;

const SAVE = 0x71;
const RESTORE = 0x51;
/** White space, and what may stand right before or after an operator. */
const BEFORE = mapOf(" \t\n\r\f\0)>]}");
const AFTER = mapOf(" \t\n\r\f\0(<[/%");

/** Counts `q` and `Q` in content as it comes, in pieces. In other data they are as rare as each other. */
export class SavedStates {
  tooDeep = false;
  private depth = 0;
  private together = 0;
  private last = 0x20;
  private pending = 0;

  see(chunk: Uint8Array): void {
    const first = chunk[0];
    if (first === undefined) return;
    if (this.pending !== 0 && AFTER[first] === 1) this.count(this.pending);
    this.pending = 0;
    // sought, not looked at byte by byte: in the text of a page these two letters are rare
    let save = chunk.indexOf(SAVE);
    let restore = chunk.indexOf(RESTORE);
    while (save >= 0 || restore >= 0) {
      const isSave = restore < 0 || (save >= 0 && save < restore);
      const at = isSave ? save : restore;
      if (BEFORE[at === 0 ? this.last : chunk[at - 1]!] === 1) {
        const operator = isSave ? SAVE : RESTORE;
        if (at + 1 === chunk.length) this.pending = operator;
        else if (AFTER[chunk[at + 1]!] === 1) this.count(operator);
        if (this.tooDeep) return;
      }
      if (isSave) save = chunk.indexOf(SAVE, at + 1);
      else restore = chunk.indexOf(RESTORE, at + 1);
    }
    this.last = chunk.at(-1) ?? this.last;
  }

  private count(operator: number): void {
    this.depth = operator === SAVE ? this.depth + 1 : Math.max(0, this.depth - 1);
    if (this.depth > DEEPEST) this.tooDeep = true;
  }

  /** A page may have its content in several streams: what one leaves saved the next one starts with. */
  endStream(): void {
    this.together += this.depth + (this.pending === SAVE ? 1 : 0);
    if (this.together > DEEPEST_TOGETHER) this.tooDeep = true;
    Object.assign(this, { depth: 0, last: 0x20, pending: 0 });
  }
}

function mapOf(characters: string): Uint8Array {
  const map = new Uint8Array(256);
  for (const character of characters) map[character.charCodeAt(0)] = 1;
  return map;
}
