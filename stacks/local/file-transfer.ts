import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";

/** Bytes of a file on its way between the browser and the embedded S3, over the port that people use. */
export interface FileTransfer {
  /** Whether a request is for a file: its path begins with the bucket, as presigned addresses do. */
  concerns(incoming: IncomingMessage): boolean;
  handle(incoming: IncomingMessage, outgoing: ServerResponse): void;
  stop(): void;
}

const METHODS = new Set(["GET", "HEAD", "PUT"]);

/**
 * Passes presigned requests on to S3 untouched, `Host` included, since that is what was signed. The emulator would serve
 * unsigned requests too, so they end here.
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
      const isSigned = url.searchParams.has("X-Amz-Signature") && url.searchParams.has("X-Amz-Expires");
      if (!METHODS.has(incoming.method ?? "")) return refuse(outgoing, 405);
      if (!isSigned || !url.pathname.startsWith(`${prefix}reports/`)) return refuse(outgoing, 403);
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
