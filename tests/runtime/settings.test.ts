import { describe, expect, it } from "vitest";
import { BATCH_SIZES } from "../../functions/engines/batch-sizes.ts";
import { localEngine } from "../../functions/engines/local/local-engine.ts";
import { openaiEngine } from "../../functions/engines/openai/openai-engine.ts";
import { readModelSettings, readSettings, terminalLanguage, wantsTraces } from "../../functions/runtime/settings.ts";

const whole = {
  BELAEG_TABLE: "table",
  BELAEG_BUCKET: "bucket",
  BELAEG_READ_QUEUE: "https://sqs.eu-north-1.amazonaws.com/1/read",
  BELAEG_EXTRACT_QUEUE: "https://sqs.eu-north-1.amazonaws.com/1/extract",
  BELAEG_DRAFT_QUEUE: "https://sqs.eu-north-1.amazonaws.com/1/draft",
};

describe("settings", () => {
  it("need the table, the bucket and the queues, and name what is missing", () => {
    const { BELAEG_BUCKET: _, ...less } = whole;
    expect(() => readSettings(less)).toThrow(/BELAEG_BUCKET/);
  });
  it("mean AWS where no endpoint is named, with the function's own role", () => {
    const settings = readSettings({ ...whole, AWS_ACCESS_KEY_ID: "role", AWS_SECRET_ACCESS_KEY: "role" });
    expect(settings.endpoints).toEqual({});
    expect(settings.credentials).toBeUndefined();
    expect(settings.region).toBe("eu-north-1");
  });
  it("take the key pair of an emulator", () => {
    const settings = readSettings({
      ...whole,
      AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1",
      AWS_ACCESS_KEY_ID: "a",
      AWS_SECRET_ACCESS_KEY: "b",
    });
    expect(settings.credentials).toEqual({ accessKeyId: "a", secretAccessKey: "b" });
  });
  it("treat an empty variable as none: a stack passes on what nobody set", () => {
    expect(readModelSettings({ OPENAI_API_KEY: "", OPENAI_BASE_URL: "http://127.0.0.1:9" })).toEqual({
      baseUrl: "http://127.0.0.1:9",
    });
  });
  it("refuse bounds that are no numbers", () => {
    expect(() => readSettings({ ...whole, BELAEG_MAX_PAGES: "many" })).toThrow(/BELAEG_MAX_PAGES/);
  });
  it.each([
    ["--lang first", "en", { LANG: "da_DK.UTF-8" }, "en"],
    ["then LANG", undefined, { LANG: "en_GB.UTF-8" }, "en_GB.UTF-8"],
    ["nothing", undefined, {}, undefined],
  ])("language of the terminal: %s", (_, wanted, environment, expected) => {
    expect(terminalLanguage(wanted, environment)).toBe(expected);
  });
  it("show stack traces to who asks for them only", () => {
    expect(wantsTraces({ DEBUG: "other,belaeg" })).toBe(true);
    expect(wantsTraces({ DEBUG: "belaegx" })).toBe(false);
  });
  it("cut batches as large as each engine says", () => {
    expect(localEngine().batchSize).toBe(BATCH_SIZES.local);
    expect(openaiEngine({ model: "m", baseUrl: "http://127.0.0.1:9" }).batchSize).toBe(BATCH_SIZES.openai);
  });
});
