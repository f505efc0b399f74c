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
    let { depth, last, pending } = this;
    // an index, not an iterator: this looks at every byte of a file's content
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (pending !== 0 && AFTER[byte] === 1) {
        if (pending === RESTORE) depth = Math.max(0, depth - 1);
        else if (++depth > DEEPEST) this.tooDeep = true;
      }
      pending = (byte === SAVE || byte === RESTORE) && BEFORE[last] === 1 ? byte : 0;
      last = byte;
    }
    Object.assign(this, { depth, last, pending });
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
