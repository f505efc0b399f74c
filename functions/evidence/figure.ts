import { z } from "zod";

/** A quantity as written (`raw`) and as compared: `value` in the unit's base (`2,2 mia. kr.` is 2 200 000 000 `kr`). */
export const Figure = z.object({ raw: z.string(), value: z.number(), unit: z.string().optional() });
export type Figure = z.infer<typeof Figure>;
