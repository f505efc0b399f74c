import { expect, it } from "vitest";
import { later } from "../../functions/runtime/later.ts";

interface Counter {
  add(by: number): Promise<number>;
  total(): Promise<number>;
}

function counter(): Counter {
  let total = 0;
  return {
    async add(by) {
      total += by;
      return total;
    },
    total: async () => total,
  };
}

it("loads a service at its first call, and once", async () => {
  let loads = 0;
  const service = later<Counter>(
    async () => {
      loads++;
      return counter();
    },
    { add: true, total: true },
  );
  expect(loads).toBe(0);
  await Promise.all([service.add(2), service.add(3)]);
  expect(await service.total()).toBe(5);
  expect(loads).toBe(1);
});

it("tries again after a load that failed", async () => {
  let tries = 0;
  const service = later<Counter>(
    async () => {
      tries++;
      if (tries === 1) throw new Error("not now");
      return counter();
    },
    { add: true, total: true },
  );
  await expect(service.add(1)).rejects.toThrow("not now");
  expect(await service.add(1)).toBe(1);
});
