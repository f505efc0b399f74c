import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { judgePresigned } from "./presigned.ts";
import { LOCAL_CREDENTIALS } from "./s3.ts";

/** Bytes of a file on its way between the browser and the embedded S3, over the port that people use. */
export interface FileTransfer {
  /** Whether a request is for a file: its path begins with the bucket, as presigned addresses do. */
  concerns(incoming: IncomingMessage): boolean;
  handle(incoming: IncomingMessage, outgoing: ServerResponse): void;
  stop(): void;
}

const METHODS = new Set(["GET", "HEAD", "PUT"]);

const SECRETS = { [LOCAL_CREDENTIALS.accessKeyId]: LOCAL_CREDENTIALS.secretAccessKey };

function isSigned({ method = "", url = "", headers }: IncomingMessage): boolean {
  try {
    return judgePresigned({ method, url, headers }, SECRETS, new Date()) === "good";
  } catch {
    // a path that cannot be decoded
    return false;
  }
}

/**
 * Passes presigned requests on to S3 and nothing else: the emulator would serve unsigned requests, too.
 * @param maxBytes of an upload; the announced length is checked before a byte is taken, the real one while they come.
 */
export function fileTransfer(options: { s3Port: number; bucket: string; maxBytes: number }): FileTransfer {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const prefix = `/${options.bucket}/`;

  function refuse(outgoing: ServerResponse, status: number) {
    outgoing.writeHead(status, {
      "content-type": "text/plain",
      "x-content-type-options": "nosniff",
      connection: "close",
    });
    outgoing.end();
  }

  return {
    concerns: (incoming) => incoming.url?.startsWith(prefix) ?? false,
    handle(incoming, outgoing) {
      const url = new URL(incoming.url ?? "/", "http://s3");
      if (!METHODS.has(incoming.method ?? "")) return refuse(outgoing, 405);
      if (!url.pathname.startsWith(`${prefix}reports/`) || !isSigned(incoming)) return refuse(outgoing, 403);
      if (Number(incoming.headers["content-length"] ?? 0) > options.maxBytes) return refuse(outgoing, 413);

      const upstream = request(
        {
          agent,
          host: "127.0.0.1",
          port: options.s3Port,
          method: incoming.method,
          path: incoming.url,
          headers: incoming.headers,
          setHost: false,
        },
        (answer) => {
          const { connection: _hop, ...headers } = answer.headers;
          outgoing.writeHead(answer.statusCode ?? 502, {
            ...headers,
            "x-content-type-options": "nosniff",
            "content-security-policy": "sandbox",
            "referrer-policy": "no-referrer",
            "cache-control": "private, no-store",
          });
          answer.pipe(outgoing);
        },
      );
      upstream.on("error", () => {
        if (outgoing.headersSent) outgoing.destroy();
        else refuse(outgoing, 502);
      });
      outgoing.on("close", () => upstream.destroy());
      let taken = 0;
      incoming.on("data", (chunk: Buffer) => {
        taken += chunk.length;
        if (taken > options.maxBytes) upstream.destroy(new Error("too large"));
      });
      incoming.pipe(upstream);
    },
    stop: () => agent.destroy(),
  };
}
