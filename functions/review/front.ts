import { Hono } from "hono";
import { answerHeaders } from "./answer-headers.ts";

/**
 * The API with its health check in front: asked whether it is up, a function that has just been started need not wait
 * until its schemas and the table's client are there. Everybody else does.
 * @param load the whole API, asked for once; when it could not be loaded, the health check fails like everything else.
 */
export function front(load: () => Promise<Hono>, version: string): Hono {
  let whole: Promise<Hono> | undefined;
  let broken: Error | undefined;
  const loaded = () => {
    whole ??= load().catch((error: Error) => {
      broken = error;
      throw error;
    });
    return whole;
  };
  const app = new Hono();
  app.use("/api/health", ...answerHeaders());
  app.get("/api/health", (c) => {
    if (broken !== undefined) throw broken;
    return c.json({ status: "ok", version });
  });
  app.all("*", async (c) => (await loaded()).fetch(c.req.raw, c.env));
  // the platform counts it, and tells somebody
  app.onError((error) => {
    throw error;
  });
  return app;
}
