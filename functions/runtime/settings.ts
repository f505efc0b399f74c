import { z } from "zod";

/**
 * Everything the code takes from its surroundings. On AWS the stacks set these, on one machine `stacks/local` does.
 *
 * | variable | meaning |
 * | --- | --- |
 * | `BELAEG_TABLE`, `BELAEG_BUCKET` | names of the DynamoDB table and the S3 bucket |
 * | `BELAEG_DIGEST_BUCKET` | where digests of decisions are written once; only the upkeep needs it |
 * | `BELAEG_READ_QUEUE`, `BELAEG_EXTRACT_QUEUE`, `BELAEG_DRAFT_QUEUE` | queue URLs |
 * | `AWS_REGION` | `eu-north-1` where unset |
 * | `AWS_ENDPOINT_URL_DYNAMODB`, `…_S3`, `…_SQS` | another endpoint than AWS's own |
 * | `BELAEG_MAX_BYTES`, `BELAEG_MAX_PAGES` | bounds on one report |
 * | `BELAEG_READ_CHILD` | the file that reads a PDF in a process of its own, where a bundler has put it elsewhere |
 * | `OPENAI_API_KEY`, `OPENAI_BASE_URL`, `BELAEG_MODEL` | the model engine; without key or address there is none |
 * | `BELAEG_MODEL_CACHE` | folder in which answers of the model are kept (one machine only) |
 * | `BELAEG_MODEL_BUDGET_USD`, `BELAEG_MODEL_BUDGET_TOKENS` | what this process may spend on the model: it stops before |
 */
const Environment = z.object({
  BELAEG_TABLE: z.string().min(1),
  BELAEG_BUCKET: z.string().min(1),
  BELAEG_DIGEST_BUCKET: z.string().optional(),
  BELAEG_READ_QUEUE: z.url(),
  BELAEG_EXTRACT_QUEUE: z.url(),
  BELAEG_DRAFT_QUEUE: z.url(),
  AWS_REGION: z.string().default("eu-north-1"),
  AWS_ENDPOINT_URL_DYNAMODB: z.url().optional(),
  AWS_ENDPOINT_URL_S3: z.url().optional(),
  AWS_ENDPOINT_URL_SQS: z.url().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  BELAEG_MAX_BYTES: z.coerce.number().int().positive().default(100_000_000),
  BELAEG_MAX_PAGES: z.coerce.number().int().positive().default(2000),
  BELAEG_READ_CHILD: z.string().optional(),
});

const ModelEnvironment = z.object({
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.string().optional(),
  BELAEG_MODEL: z.string().optional(),
  BELAEG_MODEL_CACHE: z.string().optional(),
  BELAEG_MODEL_BUDGET_USD: z.coerce.number().positive().optional(),
  BELAEG_MODEL_BUDGET_TOKENS: z.coerce.number().int().positive().optional(),
});

/** How to reach a chat model over the OpenAI protocol. */
export interface ModelSettings {
  apiKey?: string;
  baseUrl?: string;
  model?: string;
  cacheFolder?: string;
  /** What this process may spend. */
  budget?: { maxUsd?: number; maxTokens?: number };
}

export interface Settings {
  region: string;
  table: string;
  bucket: string;
  digestBucket?: string;
  queues: { read: string; extract: string; draft: string };
  /** Undefined means AWS; `http://127.0.0.1:…` means an emulator. */
  endpoints: { dynamodb?: string; s3?: string; sqs?: string };
  /** Undefined means the role of the function; an emulator has a key pair of its own. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  limits: { maxBytes: number; maxPages: number };
  /** Path of the reading process's entry, where it does not lie beside its parent. */
  readChild?: string;
  model: ModelSettings;
}

type Variables = Readonly<Record<string, string | undefined>>;

const present = <T extends Record<string, string | undefined>>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== "")) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

/** What the model engine needs; usable without table, bucket and queues (the extract command has none). */
export function readModelSettings(environment: Variables = process.env): ModelSettings {
  const env = ModelEnvironment.parse(environment);
  const { BELAEG_MODEL_BUDGET_USD: maxUsd, BELAEG_MODEL_BUDGET_TOKENS: maxTokens } = env;
  const budget = { ...(maxUsd === undefined ? {} : { maxUsd }), ...(maxTokens === undefined ? {} : { maxTokens }) };
  return {
    ...present({
      apiKey: env.OPENAI_API_KEY,
      baseUrl: env.OPENAI_BASE_URL,
      model: env.BELAEG_MODEL,
      cacheFolder: env.BELAEG_MODEL_CACHE,
    }),
    ...(Object.keys(budget).length > 0 ? { budget } : {}),
  };
}

/** @throws ZodError naming each variable that is missing or malformed. */
export function readSettings(environment: Variables = process.env): Settings {
  const env = Environment.parse(environment);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  const emulated = env.AWS_ENDPOINT_URL_S3 !== undefined && accessKeyId !== undefined && secretAccessKey !== undefined;
  return {
    region: env.AWS_REGION,
    table: env.BELAEG_TABLE,
    bucket: env.BELAEG_BUCKET,
    ...(env.BELAEG_DIGEST_BUCKET ? { digestBucket: env.BELAEG_DIGEST_BUCKET } : {}),
    queues: { read: env.BELAEG_READ_QUEUE, extract: env.BELAEG_EXTRACT_QUEUE, draft: env.BELAEG_DRAFT_QUEUE },
    endpoints: present({
      dynamodb: env.AWS_ENDPOINT_URL_DYNAMODB,
      s3: env.AWS_ENDPOINT_URL_S3,
      sqs: env.AWS_ENDPOINT_URL_SQS,
    }),
    ...(emulated ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    limits: { maxBytes: env.BELAEG_MAX_BYTES, maxPages: env.BELAEG_MAX_PAGES },
    ...(env.BELAEG_READ_CHILD ? { readChild: env.BELAEG_READ_CHILD } : {}),
    model: readModelSettings(environment),
  };
}

/** The language of the terminal: `--lang` first, then `LANG`, then Danish. `C` and `POSIX` say nothing about people. */
export const terminalLanguage = (wanted?: string, environment: Variables = process.env) =>
  wanted ?? environment.LC_ALL ?? environment.LANG;

/** Stack traces are for developers who ask for them: `DEBUG=belaeg`. */
export const wantsTraces = (environment: Variables = process.env) =>
  (environment.DEBUG ?? "").split(",").includes("belaeg");
