import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readArguments, UsageError } from "../../stacks/local/arguments.ts";
import { DataLockError, lockData } from "../../stacks/local/data-lock.ts";
import { Stops } from "../../stacks/local/stops.ts";

describe("the command's options", () => {
  it("have defaults: port 4000 on this machine, data beside the program, with the sample", () => {
    expect(readArguments([])).toMatchObject({ port: 4000, host: "127.0.0.1", empty: false });
    expect(readArguments([]).data).toMatch(/\/\.data$/);
  });
  it("are taken as given", () => {
    const options = readArguments(["--port", "0", "--data", "/tmp/x", "--empty", "--host", "0.0.0.0", "--lang", "en"]);
    expect(options).toEqual({ port: 0, data: "/tmp/x", empty: true, host: "0.0.0.0", language: "en" });
  });
  it.each([[["--port", "65536"]], [["--port", "-1"]], [["--port", "4.5"]], [["--port"]], [["here"]], [["--verbose"]]])(
    "are refused when they make no sense: %j",
    (args) => {
      expect(() => readArguments(args)).toThrow(UsageError);
    },
  );
});

describe("the lock on the data", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "belaeg-lock-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const lock = join("data", "belaeg.lock");

  it("is had by one at a time, and given back", async () => {
    const data = join(folder, "one");
    const unlock = await lockData(data);
    await expect(lockData(data)).rejects.toMatchObject({ code: "already-running", details: { pid: process.pid } });
    await unlock();
    await (await lockData(data))();
    expect(await readdir(data)).toEqual([]);
  });
  it("is had by one when many ask at once", async () => {
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => lockData(join(folder, "many"))));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
  it("is taken over from a process that is gone", async () => {
    const gone = spawn(process.execPath, ["-e", ""]);
    await new Promise((ended) => gone.once("exit", ended));
    await (await lockData(join(folder, "data")))();
    await writeFile(join(folder, lock), JSON.stringify({ pid: gone.pid, born: "1" }));
    await (await lockData(join(folder, "data")))();
  });
  it("is taken over when its number belongs to another process by now", async () => {
    await writeFile(join(folder, lock), JSON.stringify({ pid: process.pid, born: "1" }));
    await (await lockData(join(folder, "data")))();
  });
  it("is taken over when it is unreadable", async () => {
    await writeFile(join(folder, lock), "{");
    const unlock = await lockData(join(folder, "data"));
    expect(await readFile(join(folder, lock), "utf8")).toContain(String(process.pid));
    await unlock();
  });
  it("says when the folder cannot be written in", async () => {
    const file = join(folder, "file");
    await writeFile(file, "");
    const refused = lockData(join(file, "below"));
    await expect(refused).rejects.toBeInstanceOf(DataLockError);
    await expect(refused).rejects.toMatchObject({ code: "data-unwritable" });
  });
});

describe("what was started", () => {
  it("is stopped in the opposite order, each part, whatever another one does", async () => {
    const order: string[] = [];
    const stops = new Stops();
    stops.add(async () => order.push("first"));
    stops.add(async () => {
      throw new Error("stuck");
    });
    stops.add(async () => order.push("last"));
    await expect(stops.run()).rejects.toThrow("stuck");
    expect(order).toEqual(["last", "first"]);
    await stops.run();
    expect(order).toEqual(["last", "first"]);
  });
});
