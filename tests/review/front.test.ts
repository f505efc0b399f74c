import { Hono } from "hono";
import { expect, it } from "vitest";
import { front } from "../../functions/review/front.ts";

const ask = (app: Hono, path: string) => app.request(`https://belaeg.example${path}`);

it("says that it is up without loading the rest", async () => {
  let loads = 0;
  const app = front(async () => {
    loads++;
    return new Hono();
  }, "1.2.3");
  const answer = await ask(app, "/api/health");
  expect(await answer.json()).toEqual({ status: "ok", version: "1.2.3" });
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(loads).toBe(0);
});

it("hands everything else to the whole API, loaded once", async () => {
  let loads = 0;
  const app = front(async () => {
    loads++;
    return new Hono().get("/api/me", (c) => c.text(c.req.header("x-asked") ?? "nothing"));
  }, "1");
  const [first, second] = await Promise.all([
    app.request("https://belaeg.example/api/me", { headers: { "x-asked": "who" } }),
    ask(app, "/api/nothing"),
  ]);
  expect([first.status, await first.text(), second.status]).toEqual([200, "who", 404]);
  expect(loads).toBe(1);
});

it("is not healthy once the rest could not be loaded", async () => {
  const app = front(async () => {
    throw new Error("a setting is missing");
  }, "1");
  await expect(ask(app, "/api/me")).rejects.toThrow("a setting is missing");
  await expect(ask(app, "/api/health")).rejects.toThrow("a setting is missing");
});
