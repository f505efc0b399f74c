const ELSEWHERE = "https://own.invalid";
const LONGEST = 2000;

/**
 * An address inside our own site, tidied to path, query and fragment.
 * @returns `undefined` for whatever could lead to another site, and for the API: that is no page.
 */
export function ownAddress(text: unknown): string | undefined {
  if (typeof text !== "string" || text.length > LONGEST || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(text)) return undefined;
  if (!URL.canParse(text, ELSEWHERE)) return undefined;
  const { origin, pathname, search, hash } = new URL(text, ELSEWHERE);
  // `/.//evil.example` is tidied to `//evil.example`, which a browser takes for another host
  if (origin !== ELSEWHERE || pathname.startsWith("//") || /^\/api(\/|$)/i.test(pathname)) return undefined;
  return `${pathname}${search}${hash}`;
}
