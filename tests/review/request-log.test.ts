import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import type { Auth } from "../../functions/review/deps.ts";
import { noting, type RequestDone, requestLog } from "../../functions/review/request-log.ts";
import { correlationId } from "../../functions/runtime/correlation.ts";

const person = { id: "per_1" as never, name: "Åse Ørsted", email: "aase@example.test" };

function appWith(done: RequestDone[]) {
  const auth = noting({ personOf: async () => person, config: async () => ({}) } satisfies Auth);
  const app = new Hono();
  app.use(
    "/api/*",
    requestLog((line) => void done.push(line)),
  );
  app.get("/api/workspaces/:ws/claims", async (c) => {
    await auth.personOf(c.req.raw);
    return c.text(correlationId() ?? "none");
  });
  app.get("/api/broken", () => {
    throw new Error("hemmelig");
  });
  app.onError((_, c) => c.text("no", 500));
  app.notFound((c) => c.text("not here", 404));
  return app;
}

const WS = "wsp_0123456789abcdef0123";

describe("a request that was answered", () => {
  it("is told of by its pattern, status, time, ids and asker, never by its address or the asker's name", async () => {
    const done: RequestDone[] = [];
    const url = `http://x/api/workspaces/${WS}/claims?q=hemmelig`;
    const answer = await appWith(done).request(url, { headers: { "x-correlation-id": "sag-00000001" } });
    expect(answer.headers.get("x-correlation-id")).toBe("sag-00000001");
    expect(await answer.text()).toBe("sag-00000001");
    expect(done).toEqual([
      {
        route: "GET /api/workspaces/:ws/claims",
        status: 200,
        milliseconds: expect.any(Number),
        about: [WS],
        person: "per_1",
      },
    ]);
    expect(JSON.stringify(done)).not.toMatch(/hemmelig|Åse|example/);
  });

  it("is told of when it failed, and when it asked for what is not there", async () => {
    const done: RequestDone[] = [];
    const app = appWith(done);
    expect((await app.request("http://x/api/broken")).status).toBe(500);
    expect((await app.request("http://x/api/hemmelig/tekst")).status).toBe(404);
    expect(done.map(({ status, route, about }) => [status, route, about])).toEqual([
      [500, "GET /api/broken", []],
      [404, "GET /api/*", []],
    ]);
  });

  it("gets a name of its own when its header holds text, and keeps names apart while they overlap", async () => {
    const done: RequestDone[] = [];
    const app = appWith(done);
    const ask = async (id: string) => {
      const answer = await app.request(`http://x/api/workspaces/${WS}/claims`, { headers: { "x-correlation-id": id } });
      return answer.text();
    };
    expect(await ask("hemmelig tekst")).not.toContain("hemmelig");
    expect(await Promise.all(["sag-00000001", "sag-00000002"].map(ask))).toEqual(["sag-00000001", "sag-00000002"]);
  });
});
