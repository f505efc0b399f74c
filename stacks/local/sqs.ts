import { buildApp } from "fauxqs";

/** What Belæg needs of fauxqs' stores. Its package exports only a server that listens on every interface. */
interface QueueStore {
  persistence?: unknown;
  allQueues(): Iterable<Queue>;
}
interface QueuedMessage {
  messageId: string;
  approximateReceiveCount: number;
  approximateFirstReceiveTimestamp?: number;
}
interface Queue {
  persistence?: unknown;
  messages: QueuedMessage[];
  inflightMessages: Map<string, { message: QueuedMessage }>;
}
interface Persistence {
  loadSqsAndSns(sqs: QueueStore, sns: QueueStore): void;
  updateMessageInflight(
    messageId: string,
    receiptHandle: string,
    visibilityDeadline: number,
    receiveCount: number,
    firstReceived: number | undefined,
  ): void;
  close(): void;
}
type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>["stores"]>;

const inside = (path: string) => import(new URL(path, import.meta.resolve("fauxqs")).href);

export interface Sqs {
  endpoint: string;
  queueUrl(name: string): string;
  /**
   * Makes every message that somebody received and neither deleted nor gave back receivable again.
   * @param forgive the delivery does not count: the machine stopped, the message did nothing wrong.
   */
  releaseInFlight(forgive: boolean): number;
  stop(): Promise<void>;
}

/** SQS on loopback with its messages in `folder` (SQLite), so that they outlive a kill. */
export async function startSqs(options: { folder: string; port?: number }): Promise<Sqs> {
  const [{ SqsStore }, { SnsStore }, { S3Store }, { PersistenceManager }] = await Promise.all([
    inside("./sqs/sqsStore.js"),
    inside("./sns/snsStore.js"),
    inside("./s3/s3Store.js"),
    inside("./persistence.js"),
  ]);
  const sqsStore: QueueStore = new SqsStore();
  const snsStore: QueueStore = new SnsStore();
  const persistence: Persistence = new PersistenceManager(options.folder);
  // as fauxqs does: load first, persist from then on
  persistence.loadSqsAndSns(sqsStore, snsStore);
  sqsStore.persistence = persistence;
  snsStore.persistence = persistence;
  for (const queue of sqsStore.allQueues()) queue.persistence = persistence;

  const app = buildApp({
    logger: false,
    host: "127.0.0.1",
    defaultRegion: "eu-north-1",
    stores: { sqsStore, snsStore, s3Store: new S3Store() } as unknown as Stores,
  });
  const endpoint = await app.listen({ port: options.port ?? 0, host: "127.0.0.1" });

  const releaseInFlight = (forgive: boolean) => {
    let released = 0;
    for (const queue of sqsStore.allQueues()) {
      for (const [handle, { message }] of queue.inflightMessages) {
        queue.inflightMessages.delete(handle);
        queue.messages.push(message);
        if (forgive) message.approximateReceiveCount = Math.max(0, message.approximateReceiveCount - 1);
        // a deadline of 0 reads as ready at the next start
        persistence.updateMessageInflight(
          message.messageId,
          handle,
          0,
          message.approximateReceiveCount,
          message.approximateFirstReceiveTimestamp,
        );
        released++;
      }
    }
    return released;
  };
  return {
    endpoint,
    queueUrl: (name) => `${endpoint}/000000000000/${name}`,
    releaseInFlight,
    async stop() {
      await app.close();
      persistence.close();
    },
  };
}
