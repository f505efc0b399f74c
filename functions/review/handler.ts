import type { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { versionIn } from "../runtime/version.ts";
import { front } from "./front.ts";

async function whole(): Promise<Hono> {
  const [{ reviewApp }, { wireReview }] = await Promise.all([import("./app.ts"), import("../runtime/wire-review.ts")]);
  return reviewApp(wireReview());
}

/** API Gateway (payload 2.0) to the review API. */
export const handler = handle(front(whole, versionIn()));
