import type { IncomingMessage, ServerResponse } from "node:http";

export interface BatchJob {
  id: string;
  status: "in_progress" | "completed" | "expired";
  metadata: Record<string, string>;
  input: string;
  /** Custom ids, in the order of the file. */
  lines: string[];
  looks: number;
}

export interface ModelBatches {
  jobs: BatchJob[];
  /** Looks at a job before it has ended. */
  patience: number;
  /** What a job ends as; an expired one has answered its first half. */
  end: "completed" | "expired";
  /** Answers orders with an error after having taken them, so many times. */
  lostReplies: number;
  /** @returns whether the request was one for files or batches, and is answered */
  serve(incoming: IncomingMessage, body: Buffer, response: ServerResponse): boolean;
}

/**
 * The files and batches of the OpenAI protocol.
 * @param answer what a line of a batch is answered with
 */
export function modelBatches(answer: (body: unknown) => { status: number; body: object }): ModelBatches {
  const files = new Map<string, string>();
  const jobs: BatchJob[] = [];
  const outputs = new Map<string, string>();

  const shown = (job: BatchJob) => ({
    id: job.id,
    object: "batch",
    endpoint: "/v1/chat/completions",
    completion_window: "24h",
    created_at: 1_700_000_000,
    input_file_id: job.input,
    status: job.status,
    metadata: job.metadata,
    request_counts: {
      total: job.lines.length,
      completed: job.status === "in_progress" ? 0 : job.lines.length,
      failed: 0,
    },
    ...(outputs.has(job.id) ? { output_file_id: `file-out-${job.id}` } : {}),
  });

  function end(job: BatchJob) {
    job.status = batches.end;
    const lines = files.get(job.input)!.trim().split("\n");
    const answered = job.status === "expired" ? lines.slice(0, lines.length >> 1) : lines;
    // the service promises no order
    const output = answered.toReversed().map((line) => {
      const { custom_id, body } = JSON.parse(line) as { custom_id: string; body: unknown };
      const { status, body: said } = answer(body);
      return JSON.stringify({ id: "r", custom_id, response: { status_code: status, body: said }, error: null });
    });
    outputs.set(job.id, `${output.join("\n")}\n`);
    files.set(`file-out-${job.id}`, outputs.get(job.id)!);
  }

  const batches: ModelBatches = {
    jobs,
    patience: 2,
    end: "completed",
    lostReplies: 0,
    serve(incoming, body, response) {
      const [, version, noun, id, part] = (incoming.url ?? "").split("?")[0]!.split("/");
      if (version !== "v1" || (noun !== "files" && noun !== "batches")) return false;
      const send = (value: unknown, status = 200) => {
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
        return true;
      };
      const missing = () => send({ error: { message: "no such thing" } }, 404);
      if (noun === "files" && incoming.method === "POST") {
        const file = `file-${files.size + 1}`;
        files.set(file, uploadedText(body, incoming.headers["content-type"] ?? ""));
        return send({ id: file, object: "file", purpose: "batch", filename: "batch.jsonl" });
      }
      if (noun === "files") {
        const text = part === "content" ? files.get(id!) : undefined;
        if (text === undefined) return missing();
        response.writeHead(200, { "content-type": "application/octet-stream" }).end(text);
        return true;
      }
      if (incoming.method === "POST") {
        const order = JSON.parse(body.toString("utf8")) as { input_file_id: string; metadata: Record<string, string> };
        const lines = files.get(order.input_file_id);
        if (lines === undefined) return missing();
        const ids = lines
          .trim()
          .split("\n")
          .map((line) => (JSON.parse(line) as { custom_id: string }).custom_id);
        const job: BatchJob = {
          id: `batch_${jobs.length + 1}`,
          status: "in_progress",
          metadata: order.metadata,
          input: order.input_file_id,
          lines: ids,
          looks: 0,
        };
        jobs.push(job);
        if (batches.lostReplies-- > 0) return send({ error: { message: "lost on the way" } }, 503);
        return send(shown(job));
      }
      if (id === undefined) return send({ object: "list", data: jobs.toReversed().map(shown), has_more: false });
      const job = jobs.find((one) => one.id === id);
      if (job === undefined) return missing();
      if (job.status === "in_progress" && ++job.looks > batches.patience) end(job);
      return send(shown(job));
    },
  };
  return batches;
}

/** The file part of a multipart form: what stands between its empty line and the next boundary. */
function uploadedText(body: Buffer, contentType: string): string {
  const boundary = /boundary=(\S+)/.exec(contentType)?.[1] ?? "";
  const part = body
    .toString("utf8")
    .split(`--${boundary}`)
    .find((one) => one.includes('name="file"'));
  return part?.slice(part.indexOf("\r\n\r\n") + 4).trim() ?? "";
}
