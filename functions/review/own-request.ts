/** What a page of another site can make a browser POST without asking us first. */
const FORMS = /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i;

/**
 * Whether our own pages sent a request. A cookie comes along by itself, so it counts only where this is proven, or where
 * asking changes nothing: by `Sec-Fetch-Site`, which no page can forge, or by `Origin`; and a POST must be one that no
 * form can make.
 * @param site the origin of our pages; the host that the request names, where it is not given.
 */
export function isOwnRequest(request: Request, site?: string): boolean {
  const { method, headers } = request;
  if (method === "GET" || method === "HEAD") return true;
  const fetchSite = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (fetchSite !== null && fetchSite !== "same-origin") return false;
  if (fetchSite === null && origin === null) return false;
  if (origin !== null && (fetchSite === null || site !== undefined) && !isOurs(origin, request, site)) return false;
  return (
    method !== "POST" || headers.has("idempotency-key") || !FORMS.test(headers.get("content-type") ?? "text/plain")
  );
}

function isOurs(origin: string, request: Request, site: string | undefined): boolean {
  if (site !== undefined) return origin === site;
  return URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
}
