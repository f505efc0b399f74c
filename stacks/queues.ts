import { MAX_RECEIVE_COUNT } from "../functions/runtime/deliveries";

export interface StageQueue {
  queue: sst.aws.Queue;
  dead: sst.aws.Queue;
  /** Seconds a function may work on one batch. */
  functionSeconds: number;
}
export interface Queues {
  read: StageQueue;
  extract: StageQueue;
  draft: StageQueue;
}

/** SQS asks for six times the function's time, so that a batch is not delivered again while it is still worked on. */
const VISIBILITY_FACTOR = 6;

function stageQueue(name: string, functionSeconds: number): StageQueue {
  const dead = new sst.aws.Queue(`${name}Dead`, {
    transform: {
      queue: (args) => {
        args.messageRetentionSeconds = 14 * 24 * 3600;
        args.sqsManagedSseEnabled = true;
      },
    },
  });
  const queue = new sst.aws.Queue(name, {
    visibilityTimeout: `${functionSeconds * VISIBILITY_FACTOR} seconds`,
    dlq: { queue: dead.arn, retry: MAX_RECEIVE_COUNT },
    transform: {
      queue: (args) => {
        args.messageRetentionSeconds = 4 * 24 * 3600;
        args.sqsManagedSseEnabled = true;
      },
    },
  });
  return { queue, dead, functionSeconds };
}

/** One queue a stage, each with a dead-letter queue that keeps what could not be done for 14 days. */
export const makeQueues = (): Queues => ({
  read: stageQueue("Read", 300),
  extract: stageQueue("Extract", 300),
  draft: stageQueue("Draft", 300),
});
