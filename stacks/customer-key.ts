/** `BELAEG_KMS_KEY_ARN` brings the customer's own key; without it AWS's keys encrypt. */
export const customerKey = (): string | undefined => process.env.BELAEG_KMS_KEY_ARN || undefined;

/** S3 uses a customer's key in the name of whoever reads or writes, so each of our functions may. DynamoDB uses its own grant. */
export const mayUseKey = () => {
  const key = customerKey();
  return key === undefined ? [] : [{ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [key] }];
};

/** How a bucket encrypts what says nothing of its own. */
export const encryption = () => {
  const key = customerKey();
  return {
    bucketKeyEnabled: true,
    applyServerSideEncryptionByDefault: key
      ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: key }
      : { sseAlgorithm: "AES256" },
  };
};
