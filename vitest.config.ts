import { defineConfig } from "vitest/config";

/** A test's place says what it needs: nothing, the emulators, SST's platform, or a browser. */
const special = ["tests/connected/**", "tests/browser/**", "tests/stacks/**", "tests/bench/**"];

export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["tests/**/*.test.ts"], exclude: special, testTimeout: 30_000 } },
      {
        test: {
          name: "connected",
          include: ["tests/connected/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      { test: { name: "stacks", include: ["tests/stacks/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 240_000 } },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          // a machine with other work is slow; what is right comes all the same
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
