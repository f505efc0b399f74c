/**
 * The session travels as a bearer token, or in a cookie for what a browser asks by itself: event streams, files, pages.
 * Over https the cookie's `__Host-` name binds it to this very host.
 */
const SECURE = "__Host-belaeg";
const PLAIN = "belaeg";

export function sessionCookie(request: Request, token: string, maxAgeSeconds: number): string {
  const secure = isSecure(request);
  const name = secure ? SECURE : PLAIN;
  return `${name}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure ? "; Secure" : ""}`;
}

export const clearedCookies = () => [
  `${SECURE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure`,
  `${PLAIN}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
];

const isSecure = (request: Request) => new URL(request.url).protocol === "https:";

function cookieOf(request: Request): string | undefined {
  const name = isSecure(request) ? SECURE : PLAIN;
  for (const part of (request.headers.get("cookie") ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}

/** A cookie comes along by itself, so it counts only where this very site asks, or where asking changes nothing. */
function isOwnRequest(request: Request): boolean {
  if (request.method === "GET" || request.method === "HEAD") return true;
  const site = request.headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = request.headers.get("origin");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}

/** @returns the token that a request carries, if it carries one that counts. */
export function tokenOf(request: Request): string | undefined {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) return /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  return isOwnRequest(request) ? cookieOf(request) : undefined;
}
