import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SignJWT } from "jose";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchChromium } from "../../scripts/launch-chromium.ts";
import { type Belaeg, startBelaeg } from "./browser.ts";

const CLIENT = "belaeg-web";
const ACCESS = "an-access-token-of-the-provider";

/** An OpenID provider in which one person is always signed in: discovery, authorization and token endpoints. */
async function startProvider() {
  const asked: URLSearchParams[] = [];
  const exchanged: URLSearchParams[] = [];
  let issuer = "";
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", issuer);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", "application/json");
    if (url.pathname === "/.well-known/openid-configuration") {
      const [authorization_endpoint, token_endpoint] = [`${issuer}/authorize`, `${issuer}/token`];
      response.end(JSON.stringify({ issuer, authorization_endpoint, token_endpoint, jwks_uri: `${issuer}/keys` }));
      return;
    }
    if (url.pathname === "/authorize") {
      asked.push(url.searchParams);
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", "a-code");
      back.searchParams.set("state", url.searchParams.get("state") ?? "");
      response.writeHead(302, { location: back.toString() }).end();
      return;
    }
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on("end", () => {
      exchanged.push(new URLSearchParams(body));
      void new SignJWT({ name: "Karen Berg" })
        .setProtectedHeader({ alg: "HS256" })
        .setIssuer(issuer)
        .setAudience(CLIENT)
        .setSubject("karen")
        .setIssuedAt()
        .setExpirationTime("5m")
        .sign(new TextEncoder().encode("only the provider knows this one"))
        .then((id_token) => {
          response.end(JSON.stringify({ access_token: ACCESS, id_token, token_type: "Bearer", expires_in: 300 }));
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return { issuer, asked, exchanged, stop: () => new Promise((resolve) => server.close(resolve)) };
}

let belaeg: Belaeg;
let browser: Browser;
let provider: Awaited<ReturnType<typeof startProvider>>;
beforeAll(async () => {
  [belaeg, browser, provider] = await Promise.all([startBelaeg(), launchChromium(), startProvider()]);
});
afterAll(async () => {
  await browser?.close();
  await provider?.stop();
  await belaeg?.stop();
});

it("signs in at the authority's provider with a code and its proof, and comes back to where one wanted to go", async () => {
  // the site's policy names the provider where there is one; this machine's names none
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.route("**/api/auth/config", (route) =>
    route.fulfill({ json: { issuer: provider.issuer, clientId: CLIENT, audience: "belaeg-api" } }),
  );
  const bearers: (string | undefined)[] = [];
  await page.route("**/api/me", (route) => {
    bearers.push(route.request().headers().authorization);
    return route.fulfill({
      json: { person: { id: "per_k", name: "Karen Berg", email: "kb@example.test" }, workspaces: [] },
    });
  });

  await page.goto(`${belaeg.origin}/arbejdsrum`);
  await page.getByRole("button", { name: "Log ind med din organisation" }).click();
  await page.getByText("Du er ikke medlem af noget arbejdsrum endnu.").waitFor({ timeout: 20_000 });
  expect(new URL(page.url()).pathname).toBe("/arbejdsrum");
  expect(bearers.at(-1)).toBe(`Bearer ${ACCESS}`);

  const [question, exchange] = [provider.asked[0], provider.exchanged[0]];
  expect(question?.get("audience")).toBe("belaeg-api");
  expect(question?.get("code_challenge_method")).toBe("S256");
  const proof = createHash("sha256")
    .update(exchange?.get("code_verifier") ?? "")
    .digest("base64url");
  expect(proof).toBe(question?.get("code_challenge"));
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(ACCESS);
  await context.close();
});
