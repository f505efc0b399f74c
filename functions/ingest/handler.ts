import { eachMessage } from "../runtime/each-message.ts";
import { readSettings } from "../runtime/settings.ts";
import { wireReading } from "../runtime/wire-reading.ts";
import { ReadMessage } from "./arrival.ts";
import { onReadMessage } from "./on-message.ts";

/** SQS, queue `read`: uploads that arrived in S3, and wishes to read a report again. */
export const handler = eachMessage(ReadMessage, onReadMessage(wireReading(readSettings())));
