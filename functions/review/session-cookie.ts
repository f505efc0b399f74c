import { ApiError } from "./api-error.ts";
import { isOwnRequest } from "./own-request.ts";

/**
 * The session travels in a cookie, or as a bearer token. Over https the cookie's `__Host-` name binds it to this very
 * host: no neighbouring host and no plain http can set it.
 */
export const SESSION = "__Host-belaeg";
const PLAIN = "belaeg";

/** `Set-Cookie` for this host alone, unseen by scripts and sent along by no other site's forms. */
export const hostCookie = (name: string, value: string, maxAgeSeconds?: number) =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${maxAgeSeconds === undefined ? "" : `; Max-Age=${maxAgeSeconds}`}${
    name.startsWith("__Host-") ? "; Secure" : ""
  }`;

/** The session cookie's name on a machine that may speak plain http to itself. */
export const cookieNameFor = (request: Request) => (new URL(request.url).protocol === "https:" ? SESSION : PLAIN);

export const clearedCookies = () => [SESSION, PLAIN].map((name) => hostCookie(name, "", 0));

/** @returns what the one cookie of that name holds; nothing where two bear it, since one of them is somebody else's. */
export function cookieOf(request: Request, name: string): string | undefined {
  const values = (request.headers.get("cookie") ?? "")
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  return values.length === 1 && values[0] !== "" ? values[0] : undefined;
}

export type Presented = { by: "bearer" | "cookie"; value: string };

/**
 * What a request carries to say who asks. Where an authorization header stands, no cookie counts.
 * @param site the origin of our pages, where it is not the host that the request names.
 * @throws ApiError `cross-site` where a cookie comes along with what another site may have made the browser send.
 */
export function presented(request: Request, name: string, site?: string): Presented | undefined {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) {
    const value = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
    return value === undefined ? undefined : { by: "bearer", value };
  }
  const value = cookieOf(request, name);
  if (value === undefined) return undefined;
  if (!isOwnRequest(request, site)) throw new ApiError("cross-site");
  return { by: "cookie", value };
}
