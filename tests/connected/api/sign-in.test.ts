import { createHash } from "node:crypto";
import { generateKeyPair } from "jose";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aBrowser, type Cloud, SITE, startCloud } from "./cloud.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ settings: { tenants: ["tenant-1"] } });
});
afterAll(() => cloud.stop());
beforeEach(() => cloud.issuer.signsIn({}));
afterEach(() => {
  cloud.issuer.spoils({});
  cloud.issuer.refuses(undefined);
  cloud.issuer.goDown(false);
});

const now = () => Math.floor(Date.now() / 1000);
const failureIn = (location: string) => {
  const { origin, pathname, searchParams } = new URL(location);
  return origin === SITE && pathname === "/log-ind" ? searchParams.get("fejl") : undefined;
};
const changed = (address: string, change: (query: URLSearchParams) => void) => {
  const url = new URL(address);
  change(url.searchParams);
  return url.href;
};

describe("signing in", () => {
  it("leaves with a proof, a state and a nonce, and comes back with a session to where one wanted to go", async () => {
    const browser = cloud.browser();
    const came = await browser.signIn("/w/wsp_1/gennemgang?status=pending#udsagn");
    expect(came.status).toBe(302);
    expect(came.location).toBe(`${SITE}/w/wsp_1/gennemgang?status=pending#udsagn`);
    const question = cloud.issuer.questions.at(-1)!;
    const exchange = cloud.issuer.exchanged.at(-1)!;
    expect(question.get("response_type")).toBe("code");
    expect(question.get("redirect_uri")).toBe(`${SITE}/api/auth/callback`);
    expect(question.get("code_challenge_method")).toBe("S256");
    const proof = createHash("sha256").update(exchange.get("code_verifier")!).digest("base64url");
    expect(question.get("code_challenge")).toBe(proof);
    for (const name of ["state", "nonce"]) expect(question.get(name)).toMatch(/^[\w-]{43}$/);
    const { status, body } = await browser.get("/me");
    expect(status).toBe(200);
    expect(body.person).toMatchObject({ name: "Ekspert fra styrelsen", email: "ekspert@styrelse.example" });
  });

  it("gives the browser one cookie of 256 bits, for this host, out of scripts' reach, and nothing of the provider's", async () => {
    const browser = cloud.browser();
    await browser.signIn();
    expect([...browser.cookies.keys()]).toEqual(["__Host-belaeg"]);
    expect(browser.cookies.get("__Host-belaeg")).toMatch(/^[\w-]{43}$/);
    for (const line of browser.seen) {
      expect(line).toMatch(/^__Host-belaeg/);
      expect(line.split("; ")).toEqual(expect.arrayContaining(["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]));
      expect(line).not.toMatch(/domain/i);
    }
  });

  it("keeps what the way back needs unreadable in the browser", async () => {
    const browser = cloud.browser();
    await browser.toTheDoor("/hemmelig");
    const [name, sealed] = [...browser.cookies][0]!;
    const { state, nonce } = Object.fromEntries(cloud.issuer.questions.at(-1)!);
    for (const secret of [state!, nonce!, "hemmelig"]) {
      expect(name + sealed + Buffer.from(sealed, "base64url").toString("latin1")).not.toContain(secret);
    }
  });

  it("takes a new session at each sign-in and ends the one the browser came with, planted or its own", async () => {
    const browser = cloud.browser();
    await browser.signIn();
    const first = browser.cookies.get("__Host-belaeg")!;
    await browser.signIn();
    const second = browser.cookies.get("__Host-belaeg")!;
    expect(second).not.toBe(first);
    browser.cookies.set("__Host-belaeg", first);
    expect((await browser.get("/me")).status).toBe(401);
    const planted = "p".repeat(43);
    browser.cookies.set("__Host-belaeg", planted);
    await browser.signIn();
    expect(browser.cookies.get("__Host-belaeg")).not.toBe(planted);
  });

  it("works in two tabs at once, whichever comes back first", async () => {
    const browser = cloud.browser();
    const [one, two] = [await browser.toTheDoor("/en"), await browser.toTheDoor("/to")];
    expect((await browser.ask("GET", two)).location).toBe(`${SITE}/to`);
    expect((await browser.ask("GET", one)).location).toBe(`${SITE}/en`);
    expect((await browser.get("/me")).status).toBe(200);
  });

  it("takes a second click and the back button for what they are: one is in", async () => {
    const browser = cloud.browser();
    const door = await browser.toTheDoor("/en");
    const before = new Map(browser.cookies);
    await browser.ask("GET", door);
    const session = browser.cookies.get("__Host-belaeg");
    expect((await browser.ask("GET", door)).location).toBe(`${SITE}/`);
    for (const [name, value] of before) browser.cookies.set(name, value);
    expect((await browser.ask("GET", door)).location).toBe(`${SITE}/en`);
    expect(browser.cookies).toEqual(new Map([["__Host-belaeg", session]]));
  });

  it("takes the tokens of a provider that dates them back by five minutes", async () => {
    cloud.issuer.spoils({ claims: { iat: now() - 300, nbf: now() - 300, exp: now() + 3600 } });
    expect(failureIn((await cloud.browser().signIn()).location)).toBeUndefined();
  });

  it("does not fill the browser with attempts that were given up", async () => {
    const browser = cloud.browser();
    for (let i = 0; i < 12; i++) await browser.toTheDoor();
    expect(browser.cookies.size).toBeLessThanOrEqual(5);
    expect((await browser.signIn()).location).toBe(`${SITE}/arbejdsrum`);
  });

  it("asks the provider to let one choose, where one wants to be somebody else", async () => {
    const browser = cloud.browser();
    const asked = async (prompt: string) =>
      new URL((await browser.get(`/auth/login?prompt=${prompt}`)).location).searchParams.get("prompt");
    expect(await asked("select_account")).toBe("select_account");
    expect(await asked("none")).toBeNull();
  });

  it("forgives clocks that differ by less than a minute", async () => {
    for (const seconds of [50, -50]) {
      cloud.issuer.spoils({ claims: { iat: now() + seconds, nbf: now() + seconds, exp: now() + 300 } });
      expect(failureIn((await cloud.browser().signIn()).location)).toBeUndefined();
    }
    cloud.issuer.spoils({ claims: { exp: now() - 50 } });
    expect(failureIn((await cloud.browser().signIn()).location)).toBeUndefined();
  });

  it("proves itself to a provider that wants a secret, in either way", async () => {
    const other = await startCloud({ clientSecret: "hemmelig: æ/+&=" });
    expect(failureIn((await other.browser().signIn()).location)).toBeUndefined();
    expect(other.issuer.exchanged.at(-1)?.has("client_secret")).toBe(false);
    other.issuer.says({ token_endpoint_auth_methods_supported: ["client_secret_post"] });
    const again = other.appWith({});
    expect(failureIn((await aBrowser(again).signIn()).location)).toBeUndefined();
    expect(other.issuer.exchanged.at(-1)?.has("client_secret")).toBe(true);
    const wrong = other.appWith({ settings: { clientSecret: "another" } });
    expect(failureIn((await aBrowser(wrong).signIn()).location)).toBe("sign-in-refused");
    await other.stop();
  });
});

it("brings two routes of its own, both called here; every other is in the table of routes and roles", async () => {
  const pathsOf = async (app: Cloud["app"]) => {
    const document = (await (await app.request(`${SITE}/api/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    return Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
  };
  const [cloudPaths, localPaths] = [await pathsOf(cloud.app), await pathsOf(cloud.local.app)];
  expect(cloudPaths.filter((path) => !localPaths.includes(path)).sort()).toEqual([
    "get /api/auth/callback",
    "get /api/auth/login",
  ]);
  expect(localPaths.filter((path) => !cloudPaths.includes(path))).toEqual(["post /api/auth/local"]);
});

describe("where one comes back to", () => {
  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "/x/../..//evil.example",
    "/\t/evil.example",
    "/%0d%0aset-cookie:x=1\r\nx",
    "javascript:alert(1)",
    "data:text/html,x",
    "belaeg.example.evil.example",
    "@evil.example",
    "/api/auth/login",
    "/API/auth/logout",
    "/api",
    `/${"x".repeat(5000)}`,
    "",
  ])("is our own front page for %j", async (returnTo) => {
    expect((await cloud.browser().signIn(returnTo)).location).toBe(`${SITE}/`);
  });
  it("is ours when another host is named by the request", async () => {
    const browser = cloud.browser();
    const named = { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
    await browser.ask("GET", "https://evil.example/api/auth/login?returnTo=/x", undefined, named);
    const left = await browser.ask("GET", "https://evil.example/api/auth/login?returnTo=/x", undefined, named);
    expect(new URL(left.location).searchParams.get("redirect_uri")).toBe(`${SITE}/api/auth/callback`);
    const door = (await fetch(left.location, { redirect: "manual" })).headers.get("location")!;
    const came = await browser.ask("GET", door.replace(SITE, "https://evil.example"), undefined, named);
    expect(came.location).toBe(`${SITE}/x`);
  });
});

/** Comes back with something else about it; every one must end on the sign-in page without a session. */
type Way = (cloud: Cloud) => Promise<{ location: string; browser: ReturnType<Cloud["browser"]> }>;

const spoiled =
  (how: Parameters<Cloud["issuer"]["spoils"]>[0]): Way =>
  async () => {
    cloud.issuer.spoils(how);
    const browser = cloud.browser();
    return { location: (await browser.signIn()).location, browser };
  };
const claims = (changes: Record<string, unknown>) => spoiled({ claims: changes });

describe("a way back that will not do", () => {
  it.each<[string, string, Way]>([
    [
      "without a state",
      "sign-in-expired",
      async () => {
        const browser = cloud.browser();
        const door = changed(await browser.toTheDoor(), (query) => query.delete("state"));
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "with a state that nobody began",
      "sign-in-expired",
      async () => {
        const browser = cloud.browser();
        const door = changed(await browser.toTheDoor(), (query) => query.set("state", "s".repeat(43)));
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "begun in another browser, as when somebody is lured into my account",
      "sign-in-expired",
      async () => {
        const browser = cloud.browser();
        const door = await cloud.browser().toTheDoor();
        await browser.toTheDoor();
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "with another attempt's cookie under this one's name",
      "sign-in-expired",
      async () => {
        const browser = cloud.browser();
        const one = await browser.toTheDoor();
        const [[name], sealed] = [[...browser.cookies.keys()], [...browser.cookies.values()][0]!];
        browser.cookies.clear();
        await browser.toTheDoor();
        const other = [...browser.cookies.values()][0]!;
        expect(other).not.toBe(sealed);
        browser.cookies.set(name!, other);
        return { location: (await browser.ask("GET", one)).location, browser };
      },
    ],
    [
      "with a cookie that was changed by one letter",
      "sign-in-expired",
      async () => {
        const browser = cloud.browser();
        const door = await browser.toTheDoor();
        const [name, sealed] = [...browser.cookies][0]!;
        browser.cookies.set(name, `${sealed.slice(0, 40)}${sealed[40] === "A" ? "B" : "A"}${sealed.slice(41)}`);
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "with a cookie of another installation",
      "sign-in-expired",
      async () => {
        const browser = cloud.browser();
        const door = await browser.toTheDoor();
        const other = cloud.appWith({ secret: "a secret of another installation" });
        const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await other.request(door, { headers: { cookie } });
        return { location: response.headers.get("location")!, browser };
      },
    ],
    [
      "eleven minutes later",
      "sign-in-expired",
      async () => {
        const browser = cloud.browser();
        const door = await browser.toTheDoor();
        cloud.later(11 * 60);
        const { location } = await browser.ask("GET", door);
        cloud.later(-11 * 60);
        return { location, browser };
      },
    ],
    [
      "for the second time, with everything that was there the first time",
      "sign-in-expired",
      async () => {
        const browser = cloud.browser();
        const door = await browser.toTheDoor();
        const kept = new Map(browser.cookies);
        expect((await browser.ask("GET", door)).location).toBe(`${SITE}/arbejdsrum`);
        browser.cookies.clear();
        for (const [name, value] of kept) browser.cookies.set(name, value);
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "with another code",
      "sign-in-refused",
      async () => {
        const browser = cloud.browser();
        const door = changed(await browser.toTheDoor(), (query) => query.set("code", "made-up"));
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "with the code of another attempt, whose proof is another",
      "sign-in-refused",
      async () => {
        const browser = cloud.browser();
        const theirs = new URL(await cloud.browser().toTheDoor()).searchParams.get("code")!;
        const door = changed(await browser.toTheDoor(), (query) => query.set("code", theirs));
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "without a code",
      "sign-in-refused",
      async () => {
        const browser = cloud.browser();
        const door = changed(await browser.toTheDoor(), (query) => query.delete("code"));
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "from another issuer, by its own word",
      "sign-in-refused",
      async () => {
        const browser = cloud.browser();
        const door = changed(await browser.toTheDoor(), (query) => query.set("iss", "https://evil.example"));
        return { location: (await browser.ask("GET", door)).location, browser };
      },
    ],
    [
      "with the provider's no",
      "sign-in-refused",
      async () => {
        cloud.issuer.refuses("access_denied");
        const browser = cloud.browser();
        return { location: (await browser.signIn()).location, browser };
      },
    ],
    ["with a token that has expired", "sign-in-refused", claims({ exp: now() - 600 })],
    ["with a token that never expires", "sign-in-refused", claims({ exp: undefined })],
    ["with a token that is good in ten minutes", "sign-in-refused", claims({ nbf: now() + 600 })],
    ["with a token of an hour ago", "sign-in-refused", claims({ iat: now() - 3600 })],
    ["with a token of tomorrow", "sign-in-refused", claims({ iat: now() + 86_400, exp: now() + 99_999 })],
    ["with a token of no time", "sign-in-refused", claims({ iat: undefined })],
    ["with a token of nobody", "sign-in-refused", claims({ sub: undefined })],
    ["with a token of another issuer", "sign-in-refused", claims({ iss: "https://evil.example" })],
    ["with a token for another client", "sign-in-refused", claims({ aud: "another-app" })],
    ["with a token for the API", "sign-in-refused", claims({ aud: "belaeg-api" })],
    ["with a token for us and somebody else", "sign-in-refused", claims({ aud: ["belaeg-web", "another-app"] })],
    ["with a token made out to somebody else", "sign-in-refused", claims({ azp: "another-app" })],
    ["with a token without a nonce", "sign-in-refused", claims({ nonce: undefined })],
    ["with a token of another attempt's nonce", "sign-in-refused", claims({ nonce: "n".repeat(43) })],
    [
      "with a token of a nonce in other case",
      "sign-in-refused",
      spoiled({ claims: (n) => ({ nonce: n.toUpperCase() }) }),
    ],
    ["with an access token for an ID token", "sign-in-refused", spoiled({ header: { typ: "at+jwt" } })],
    ["with a logout token for an ID token", "sign-in-refused", spoiled({ header: { typ: "logout+jwt" } })],
    ["with a token under a key nobody published", "sign-in-refused", spoiled({ header: { kid: "two" } })],
    [
      "with a token signed by another key",
      "sign-in-refused",
      async (all) => spoiled({ key: (await generateKeyPair("RS256")).privateKey })(all),
    ],
    ["with a person of another tenant", "sign-in-not-allowed", claims({ tid: "tenant-2" })],
    ["with a person of no tenant", "sign-in-not-allowed", claims({ tid: undefined })],
    ["with no token at all", "sign-in-refused", spoiled({ answer: { status: 200, body: "{}" } })],
    ["with a page for an answer", "sign-in-refused", spoiled({ answer: { status: 200, body: "<html>" } })],
    ["with an answer without end", "sign-in-refused", spoiled({ answer: { status: 200, body: "x".repeat(99_999) } })],
    ["with half a token", "sign-in-refused", spoiled({ answer: { status: 200, body: '{"id_token":"a.b"}' } })],
    ["from a provider in trouble", "provider-unavailable", spoiled({ answer: { status: 503, body: "" } })],
  ])("%s: %s, and no session", async (_, code, way) => {
    const { location, browser } = await way(cloud);
    expect(failureIn(location)).toBe(code);
    expect(browser.cookies.get("__Host-belaeg")).toBeUndefined();
    expect((await browser.get("/me")).status).toBe(401);
  });

  it("tells whoever runs Belæg what exactly was wrong, in codes that give nothing away", async () => {
    const whyOf = async (spoil: Parameters<Cloud["issuer"]["spoils"]>[0]) => {
      cloud.issuer.spoils(spoil);
      const door = new URL(await cloud.browser().toTheDoor());
      cloud.told.length = 0;
      const browser = cloud.browser();
      await browser.signIn();
      const [told] = cloud.told;
      expect(cloud.told).toHaveLength(1);
      const secrets = [door.searchParams.get("code")!, door.searchParams.get("state")!, "ekspert@", "styrelse", SITE];
      for (const secret of secrets) expect(JSON.stringify(told)).not.toContain(secret);
      return [told?.outcome, told?.why];
    };
    expect(await whyOf({})).toEqual(["signed-in", undefined]);
    expect(cloud.told[0]?.person).toMatch(/^per_/);
    const secretIsOld = { status: 401, body: '{"error":"invalid_client","error_description":"hemmelig"}' };
    expect(await whyOf({ answer: secretIsOld })).toEqual(["sign-in-refused", "invalid_client"]);
    expect(await whyOf({ answer: { status: 400, body: '{"error":"<script>"}' } })).toEqual([
      "sign-in-refused",
      "refused",
    ]);
    expect(await whyOf({ claims: { nonce: "n" } })).toEqual(["sign-in-refused", "other-nonce"]);
    expect(await whyOf({ claims: { azp: "another" } })).toEqual(["sign-in-refused", "other-client"]);
    expect(await whyOf({ claims: { iat: 1 } })).toEqual(["sign-in-refused", "other-time"]);
    expect(await whyOf({ claims: { tid: "tenant-2" } })).toEqual(["sign-in-not-allowed", "other-tenant"]);
    expect(await whyOf({ claims: { exp: 1 } })).toEqual(["sign-in-refused", "bad-token"]);
  });

  it("says that the provider does not answer, keeps where one wanted to go, and works again when it does", async () => {
    const fresh = await startCloud();
    fresh.issuer.goDown(true);
    const browser = fresh.browser();
    const { location } = await browser.get("/auth/login?returnTo=/w/wsp_1/overblik");
    expect(failureIn(location)).toBe("provider-unavailable");
    expect(new URL(location).searchParams.get("videre")).toBe("/w/wsp_1/overblik");
    fresh.issuer.goDown(false);
    const door = await browser.toTheDoor();
    fresh.issuer.goDown(true);
    expect(failureIn((await browser.ask("GET", door)).location)).toBe("provider-unavailable");
    fresh.issuer.goDown(false);
    expect(failureIn((await browser.signIn()).location)).toBeUndefined();
    await fresh.stop();
  });

  it.each([
    ["names another issuer", { issuer: "https://evil.example" }],
    ["has its token endpoint elsewhere than in its own scheme", { token_endpoint: "ftp://127.0.0.1/token" }],
    ["says where to sign in, but not as an address", { authorization_endpoint: "here" }],
    ["has nowhere to sign in", { authorization_endpoint: undefined }],
  ])("is not begun with a provider that %s", async (_, about) => {
    const fresh = await startCloud();
    fresh.issuer.says(about);
    expect(failureIn((await fresh.browser().get("/auth/login")).location)).toBe("provider-unavailable");
    await fresh.stop();
  });
});

describe("a provider of many tenants", () => {
  it("lets in those that are named, each under its own issuer", async () => {
    const many = await startCloud({ settings: { tenants: ["tenant-1", "tenant-2"] } });
    const { issuer } = many.issuer;
    many.issuer.says({ issuer: `${issuer}/{tenantid}/v2.0` });
    const signIn = async (tid: string, iss: string) => {
      many.issuer.signsIn({ tid, iss });
      return failureIn((await many.browser().signIn()).location);
    };
    expect(await signIn("tenant-2", `${issuer}/tenant-2/v2.0`)).toBeUndefined();
    expect(await signIn("tenant-2", `${issuer}/tenant-1/v2.0`)).toBe("sign-in-refused");
    expect(await signIn("tenant-3", `${issuer}/tenant-3/v2.0`)).toBe("sign-in-not-allowed");
    await many.stop();
  });
  it("is no provider at all where none is named: everybody's tenant would come in", async () => {
    const open = await startCloud();
    open.issuer.says({ issuer: `${open.issuer.issuer}/{tenantid}/v2.0` });
    expect(failureIn((await open.browser().get("/auth/login")).location)).toBe("provider-unavailable");
    await open.stop();
  });
});
