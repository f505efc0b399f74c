/** A PDF of many pages of different sizes, each saying its number on every line: made of nothing but ASCII. */
export function longPdf(pages: number): { bytes: Buffer; sizes: { width: number; height: number }[] } {
  const sizes = Array.from({ length: pages }, (_, at) =>
    at % 7 === 3 ? { width: 842, height: 595 } : { width: 595, height: 842 },
  );
  const objects: string[] = ["<< /Type /Catalog /Pages 2 0 R >>", ""];
  const font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
  objects.push(font);
  const kids: string[] = [];
  sizes.forEach(({ width, height }, at) => {
    const lines = Array.from(
      { length: 44 },
      (_, line) =>
        `(Side ${String(at + 1)}, linje ${String(line + 1)}: ventetiden faldt til ${String(line)} dage i amt ${String(at)}.) Tj T*`,
    );
    const stream = `BT /F1 11 Tf 13 TL 60 ${String(height - 70)} Td ${lines.join(" ")} ET`;
    objects.push(`<< /Length ${String(stream.length)} >>\nstream\n${stream}\nendstream`);
    const content = objects.length;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${String(width)} ${String(height)}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${String(content)} 0 R >>`,
    );
    kids.push(`${String(objects.length)} 0 R`);
  });
  objects[1] = `<< /Type /Pages /Count ${String(pages)} /Kids [${kids.join(" ")}] >>`;
  let body = "%PDF-1.7\n";
  const offsets = objects.map((object, at) => {
    const offset = body.length;
    body += `${String(at + 1)} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = body.length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  body += `xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${rows}trailer << /Size ${String(objects.length + 1)} /Root 1 0 R >>\nstartxref\n${String(start)}\n%%EOF\n`;
  return { bytes: Buffer.from(body, "latin1"), sizes };
}
