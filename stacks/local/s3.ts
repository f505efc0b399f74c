import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";

/** The part of s3rver's server that is used here; it is a Koa application, and ships no types. */
interface S3rver {
  middleware: ((ctx: Context, next: () => Promise<void>) => Promise<void>)[];
  store: { existsObject(bucket: string, key: string): Promise<boolean> };
  run(): Promise<AddressInfo>;
  close(): Promise<void>;
  httpServer: { closeAllConnections(): void };
  on(event: "event", listener: (event: S3Notification) => void): void;
}

interface Context {
  method: string;
  path: string;
  get(header: string): string;
  status: number;
  type: string;
  body: unknown;
}

/** An S3 notification as AWS sends it. */
export interface S3Notification {
  Records: { eventName: string; eventTime: string; s3: { object: { key: string; [more: string]: unknown } } }[];
}

/** The only key pair the embedded S3 knows; it listens on loopback only. */
export const LOCAL_CREDENTIALS = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" } as const;

/** AWS encodes keys in notifications as HTML forms do: `å/b c.pdf` is `%C3%A5/b+c.pdf`. s3rver does not. */
const encodeKey = (key: string) => key.split("/").map(encodeURIComponent).join("/").replaceAll("%20", "+");

export interface S3 {
  endpoint: string;
  port: number;
  stop(): Promise<void>;
}

/** `If-None-Match: *` as S3 has it, and s3rver has not: an object that is there stays, and of two at once one is refused. */
function writingOnce({ store }: S3rver): S3rver["middleware"][number] {
  const underWay = new Set<string>();
  return async (ctx, next) => {
    if (ctx.method !== "PUT" || ctx.get("if-none-match") !== "*") return next();
    const [bucket = "", ...key] = decodeURIComponent(ctx.path).slice(1).split("/");
    const refuse = (status: number, code: string) => {
      ctx.status = status;
      ctx.type = "application/xml";
      ctx.body = `<Error><Code>${code}</Code></Error>`;
    };
    if (underWay.has(ctx.path)) return refuse(409, "ConditionalRequestConflict");
    underWay.add(ctx.path);
    try {
      if (await store.existsObject(bucket, key.join("/"))) return refuse(412, "PreconditionFailed");
      await next();
    } finally {
      underWay.delete(ctx.path);
    }
  };
}

/**
 * S3 on loopback, objects as files in `folder`. Each object created under `reports/` is told of as AWS would.
 * Browsers reach it through the one port for people, so it needs no CORS.
 */
export async function startS3(options: {
  folder: string;
  bucket: string;
  /** More buckets; nobody is told of what is put there. */
  others?: readonly string[];
  port?: number;
  onCreated: (notification: S3Notification) => void;
}): Promise<S3> {
  await mkdir(options.folder, { recursive: true });
  const Server: new (options: object) => S3rver = createRequire(import.meta.url)("@20minutes/s3rver");
  const server = new Server({
    port: options.port ?? 0,
    address: "127.0.0.1",
    silent: true,
    directory: options.folder,
    vhostBuckets: false,
    // its own check refuses what S3 takes (lists, marks in names); addresses from outside are judged at the front
    allowMismatchedSignatures: true,
    configureBuckets: [options.bucket, ...(options.others ?? [])].map((name) => ({ name, configs: [] })),
  });
  server.middleware.unshift(writingOnce(server));
  server.on("event", ({ Records }) => {
    const created = Records.filter(
      ({ eventName, s3 }) => eventName.startsWith("ObjectCreated:") && s3.object.key.startsWith("reports/"),
    );
    if (created.length === 0) return;
    options.onCreated({
      Records: created.map((record) => ({
        ...record,
        s3: { ...record.s3, object: { ...record.s3.object, key: encodeKey(record.s3.object.key) } },
      })),
    });
  });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    async stop() {
      const closed = server.close();
      server.httpServer.closeAllConnections();
      await closed;
    },
  };
}
