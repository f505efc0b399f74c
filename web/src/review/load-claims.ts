import { get } from "../api/client.ts";
import { patiently } from "../api/patiently.ts";
import type { Claim, Listed } from "../api/shapes.ts";
import type { ClaimBook } from "./claim-book.ts";

interface Walk {
  ws: string;
  book: ClaimBook;
  signal: AbortSignal;
}

const claimsPath = (ws: string) => `/workspaces/${ws}/claims`;

/** Walks the whole list, page by page; the first page is on the screen while the rest comes. */
async function walkAll({ ws, book, signal }: Walk): Promise<void> {
  const met = new Set<string>();
  let cursor: string | undefined;
  let total = 0;
  do {
    const query = { limit: 200, cursor };
    const page = await patiently(() => get<Listed<Claim>>(claimsPath(ws), { query, signal }), signal);
    total = page.total ?? Math.max(total, met.size + page.items.length);
    for (const claim of page.items) met.add(claim.id);
    book.put(page.items);
    cursor = page.cursor;
    book.setTotal(total, cursor === undefined);
  } while (cursor);
  book.keepOnly(met);
}

/**
 * Fetches the workspace's claims into the book. What the reader wants to see first comes first: the claim of the address,
 * or the theme or report asked for.
 */
export async function loadClaims(
  walk: Walk,
  first: { claim?: string | undefined; theme?: string | undefined; report?: string | undefined },
): Promise<void> {
  const { ws, book, signal } = walk;
  if (book.size === 0 && (first.theme ?? first.report)) {
    const { theme, report } = first;
    const query = { limit: 200, theme: theme?.split(","), report: report?.split(",") };
    const wanted = await patiently(() => get<Listed<Claim>>(claimsPath(ws), { query, signal }), signal);
    book.put(wanted.items);
  }
  if (first.claim && book.stored(first.claim) === undefined)
    await refreshClaims(walk, [first.claim]).catch(() => undefined);
  await walkAll(walk);
}

export async function refreshClaims({ ws, book, signal }: Walk, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { claim } = await get<{ claim: Claim }>(`${claimsPath(ws)}/${id}`, { signal });
    book.put([claim]);
  }
}
