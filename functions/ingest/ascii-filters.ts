/** Streams written as text: what the filter that comes first makes of them; undefined where it is none of these. */
export function fromAscii(body: Buffer, dictionary: string): Buffer | undefined {
  const filter = /\/Filter\s*\[?\s*\/(ASCII85Decode|A85|ASCIIHexDecode|AHx)\b/.exec(dictionary)?.[1];
  if (filter === undefined) return undefined;
  return filter.includes("85") ? fromBase85(body) : fromHex(body);
}

/** Five characters from `!` are four bytes; `z` is four zeros; `~` ends. Characters that are none are passed over. */
function fromBase85(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length * 4);
  let length = 0;
  let value = 0;
  let count = 0;
  for (let i = 0; i < body.length && body[i] !== 0x7e; i++) {
    const byte = body[i]!;
    if (byte === 0x7a && count === 0) {
      length = out.writeUInt32BE(0, length);
      continue;
    }
    if (byte < 0x21 || byte > 0x75) continue;
    value = value * 85 + (byte - 0x21);
    if (++count < 5) continue;
    length = out.writeUInt32BE(value % 2 ** 32, length);
    value = count = 0;
  }
  if (count > 1) {
    for (let i = count; i < 5; i++) value = value * 85 + 84;
    const last = Buffer.allocUnsafe(4);
    last.writeUInt32BE(value % 2 ** 32);
    length += last.copy(out, length, 0, count - 1);
  }
  return out.subarray(0, length);
}

const fromHex = (body: Buffer) =>
  Buffer.from(
    body
      .toString("latin1")
      .replace(/>.*$/s, "")
      .replace(/[^\da-f]/gi, ""),
    "hex",
  );
