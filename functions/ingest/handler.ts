import { eachMessage } from "../runtime/each-message.ts";
import { readSettings } from "../runtime/settings.ts";
import { wireReading } from "../runtime/wire-reading.ts";
import { arrivalsIn, ReadMessage } from "./arrival.ts";
import { arrive, reread } from "./arrive.ts";
import { givingUp } from "./giving-up.ts";

const reading = wireReading(readSettings());

/** SQS, queue `read`: uploads that arrived in S3, and wishes to read a report again. */
export const handler = eachMessage(ReadMessage, async (message, delivery) => {
  await givingUp(reading, message, delivery, async () => {
    if ("type" in message) await reread(reading, message, delivery.sentAt, delivery.messageId);
    else for (const arrival of arrivalsIn(message)) await arrive(reading, arrival);
  });
});
