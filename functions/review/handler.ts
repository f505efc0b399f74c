import { handle } from "hono/aws-lambda";
import { wireReview } from "../runtime/wire-review.ts";
import { reviewApp } from "./app.ts";

/** API Gateway (payload 2.0) to the review API. */
export const handler = handle(reviewApp(wireReview()));
