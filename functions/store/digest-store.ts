import {
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import type { WorkspaceId } from "../evidence/ids.ts";

/** Where digests lie: each is written once, and nobody can write it again. */
export interface DigestStore {
  /** The newest digest of a workspace. */
  newest(workspaceId: WorkspaceId): Promise<{ until: string; key: string } | undefined>;
  /** Its lines. */
  read(key: string): Promise<string>;
  /** @returns false when there is one of that moment already; it stays as it is. */
  write(workspaceId: WorkspaceId, until: string, text: string): Promise<boolean>;
}

const folderOf = (workspaceId: WorkspaceId) => `digests/${workspaceId}/`;
/** Sorts as the moments do; without colons, which not every file system takes. */
const keyOf = (workspaceId: WorkspaceId, until: string) => `${folderOf(workspaceId)}${until.replaceAll(":", "")}.jsonl`;
const untilOf = (key: string) =>
  /\/(\d{4}-\d{2}-\d{2}T)(\d{2})(\d{2})([\d.]+Z)\.jsonl$/.exec(key)?.slice(1).join(":").replace("T:", "T");

/**
 * A bucket of its own. That nothing is written twice is asked of S3 with every write; that nothing is removed is the
 * bucket's own lock, in production.
 */
export function s3Digests({ client, bucket }: { client: S3Client; bucket: string }): DigestStore {
  return {
    async newest(workspaceId) {
      let found: { until: string; key: string } | undefined;
      const Prefix = folderOf(workspaceId);
      for await (const { Contents } of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix })) {
        for (const { Key: key = "" } of Contents ?? []) {
          const until = untilOf(key);
          if (until !== undefined && (found === undefined || until > found.until)) found = { until, key };
        }
      }
      return found;
    },
    async read(key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await Body?.transformToString()) ?? "";
    },
    async write(workspaceId, until, text) {
      const Key = keyOf(workspaceId, until);
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key,
            Body: text,
            ContentType: "application/x-ndjson",
            IfNoneMatch: "*",
          }),
        );
        return true;
      } catch (error) {
        // two at once: S3 lets one through, and tells the other that there is one, or that one is being written
        if (error instanceof S3ServiceException && [409, 412].includes(error.$metadata.httpStatusCode ?? 0))
          return false;
        throw error;
      }
    },
  };
}
