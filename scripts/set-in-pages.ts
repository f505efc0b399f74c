/// <reference lib="dom" />
/**
 * Runs inside the page: cuts the flow of a sample report into A4 pages with running head, page number and footnotes at
 * the foot of the page where their mark stands. Paragraphs, lists and tables are cut where the page ends.
 * Self-contained, because it is sent to the browser as text.
 * @returns the number of pages.
 */
export function setInPages(): number {
  // line ends need hyphens as in real reports: Chromium has no Danish patterns, so compounds are given soft ones
  const parts = [
    "rehabiliterings",
    "screenings",
    "patient",
    "kræft",
    "behandlings",
    "behovs",
    "kvalitets",
    "sundheds",
    "livmoder",
    "koordina",
    "diagnos",
    "forsknings",
    "uddannelses",
    "kommu",
  ];
  const hyphenate = (word: string) => {
    let out = word;
    for (const part of parts) {
      const at = out.toLowerCase().indexOf(part);
      const cut = at + part.length;
      if (at >= 0 && out.length - cut >= 4 && out.length >= 12) out = `${out.slice(0, cut)}\u00ad${out.slice(cut)}`;
    }
    return out;
  };
  const blocks: Element[] = [];
  const head = document.body.dataset.head ?? "";
  const walker = document.createTreeWalker(document.querySelector("main")!, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (node.parentElement?.closest("p") && !node.parentElement.closest("svg"))
      node.nodeValue = (node.nodeValue ?? "").replace(/\p{L}{12,}/gu, hyphenate);
  const cover = document.querySelector(".cover");
  const contents = document.querySelector(".contents");
  for (const child of document.querySelector("main")!.children) blocks.push(child);
  document.body.replaceChildren();

  let number = 0;
  let notes = 0;
  const make = (name: string, parent: Element, ...text: string[]) => {
    const element = document.createElement("div");
    element.className = name;
    for (const part of text) {
      const span = document.createElement("span");
      span.textContent = part;
      element.append(span);
    }
    parent.append(element);
    return element;
  };
  const newPage = () => {
    number++;
    const page = make("page", document.body);
    if (number > 1) make("head", page, head, "Eksempel");
    const text = make("text", page);
    const foot = make("notes", page);
    make("foot", page, "Eksempel: alle tal er opdigtede", number > 1 ? String(number) : "");
    return { page, text, notes: foot };
  };
  let current = newPage();
  if (cover) {
    current.page.append(cover);
    current = newPage();
  }
  if (contents) {
    current.text.append(contents);
    current = newPage();
  }
  const overflows = () => {
    const limit = current.page.getBoundingClientRect().top + (current.notes.childElementCount ? 0 : 276 * 3.7795);
    const bottom = current.notes.childElementCount ? current.notes.getBoundingClientRect().top - 8 : limit;
    return current.text.getBoundingClientRect().bottom > bottom;
  };
  const addNotes = (block: Element) => {
    for (const mark of block.querySelectorAll<HTMLElement>("sup[data-note]")) {
      if (!mark.textContent) mark.textContent = String(++notes);
      const note = document.createElement("p");
      const sup = document.createElement("sup");
      sup.textContent = mark.textContent;
      note.append(sup, ` ${mark.dataset.note}`);
      note.dataset.mark = mark.textContent;
      current.notes.append(note);
    }
  };
  const dropNotes = (block: Element) => {
    for (const mark of block.querySelectorAll("sup[data-note]"))
      current.notes.querySelector(`[data-mark="${mark.textContent}"]`)?.remove();
  };
  const put = (block: Element) => {
    current.text.append(block);
    addNotes(block);
  };
  const take = (block: Element) => {
    dropNotes(block);
    block.remove();
  };
  /** The longest beginning of a paragraph that fits, and the rest; `undefined` when fewer than two lines would stay. */
  const cutParagraph = (block: Element): Element | undefined => {
    const texts: Text[] = [];
    const inner = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = inner.nextNode(); node; node = inner.nextNode()) texts.push(node as Text);
    const places: [Text, number][] = texts.flatMap((text) =>
      [...(text.nodeValue ?? "").matchAll(/\s+/g)].map((m): [Text, number] => [text, m.index + m[0].length]),
    );
    const cutAt = (place: [Text, number]) => {
      const range = document.createRange();
      range.setStart(block, 0);
      range.setEnd(place[0], place[1]);
      const first = block.cloneNode(false) as Element;
      first.append(range.cloneContents());
      range.setStart(place[0], place[1]);
      range.setEnd(block, block.childNodes.length);
      const rest = block.cloneNode(false) as Element;
      rest.append(range.cloneContents());
      return { first, rest };
    };
    let low = 0;
    let high = places.length - 1;
    let best = -1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const { first } = cutAt(places[middle]!);
      put(first);
      const fits = !overflows();
      take(first);
      if (fits) {
        best = middle;
        low = middle + 1;
      } else high = middle - 1;
    }
    if (best < 18 || places.length - best < 14) return undefined;
    const { first, rest } = cutAt(places[best]!);
    put(first);
    return rest;
  };
  const cutRows = (block: Element): Element | undefined => {
    const body = block.matches("table") ? block.querySelector("tbody")! : block;
    const rest = block.cloneNode(true) as Element;
    const restBody = rest.matches("table") ? rest.querySelector("tbody")! : rest;
    rest.querySelector("caption")?.remove();
    put(block);
    let kept = body.children.length;
    while (kept > 0 && overflows()) body.children[--kept]?.remove();
    if (kept < 2) {
      take(block);
      body.replaceChildren(...[...restBody.children].map((row) => row.cloneNode(true)));
      return undefined;
    }
    for (let i = 0; i < kept; i++) restBody.children[0]?.remove();
    if (rest.matches("ol")) (rest as HTMLOListElement).start = ((block as HTMLOListElement).start || 1) + kept;
    return rest;
  };
  while (blocks.length > 0) {
    const block = blocks.shift()!;
    if (block.matches("body.ministry h2") && number % 2 === 0 && current.text.childElementCount > 9)
      current = newPage();
    put(block);
    if (!overflows()) continue;
    take(block);
    const rest = block.matches("p") ? cutParagraph(block) : block.matches("table, ol, ul") ? cutRows(block) : undefined;
    const carried: Element[] = [];
    if (rest === undefined) {
      // a heading or a floating quote does not stay behind when what it belongs to goes on
      for (
        let last = current.text.lastElementChild;
        last?.matches("h2, h3, aside");
        last = current.text.lastElementChild
      ) {
        last.remove();
        carried.unshift(last);
      }
    }
    current = newPage();
    blocks.unshift(...carried, rest ?? block);
  }
  for (const entry of contents?.querySelectorAll("li") ?? []) {
    const [title, , place] = entry.children;
    const heading = [...document.querySelectorAll("h2")].find((h2) => h2.textContent === title?.textContent);
    const page = heading?.closest(".page");
    if (place && page) place.textContent = String([...document.querySelectorAll(".page")].indexOf(page) + 1);
  }
  return number;
}
