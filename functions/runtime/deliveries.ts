/** After how many deliveries a queue gives up and moves a message to its dead-letter queue, here and on AWS. */
export const MAX_RECEIVE_COUNT = 3;
