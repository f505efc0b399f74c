import { createHash, randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { WorkspaceId } from "../evidence/ids.ts";
import { Reading } from "../evidence/reading.ts";
import { candidateKeys } from "./candidate-objects.ts";
import { contentDisposition } from "./object-names.ts";
import type { ObjectStore } from "./store.ts";

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** How long a link lives, in seconds: an upload must begin soon, a reader may turn pages for a while. */
const UPLOAD_SECONDS = 5 * 60;
const DOWNLOAD_SECONDS = 15 * 60;
/** A secret nobody fetched is useless after this. */
const SECRET_MILLISECONDS = 60 * 60 * 1000;

export interface UploadTicket {
  method: "PUT";
  url: string;
  /** What the browser must send along; they are signed, as is the length. */
  headers: Record<string, string>;
}

export interface ReviewObjects extends ObjectStore {
  /** A link with which exactly the announced file can be put in exactly one place, for five minutes. */
  uploadTicket(key: string, file: { byteSize: number; sha256: string }, origin: string): Promise<UploadTicket>;
  /** A link to a report's PDF that lives 15 minutes and answers range requests. */
  downloadLink(key: string, fileName: string, origin: string): Promise<string>;
  putSecret(workspaceId: WorkspaceId, secret: string): Promise<string>;
}

/**
 * @param presignClient a client whose endpoint is the one the browser reaches, where that is another than ours; or how
 * to make one from the origin (`http://host:port`) that the browser asked.
 */
export function s3Objects({
  client,
  bucket,
  presignClient = client,
}: {
  client: S3Client;
  bucket: string;
  presignClient?: S3Client | ((origin: string) => S3Client);
}): ReviewObjects {
  const signer = (origin: string) => (typeof presignClient === "function" ? presignClient(origin) : presignClient);

  async function bytesOf(key: string): Promise<Uint8Array | undefined> {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  const remove = (key: string) => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));

  return {
    async readUpload(key, maxBytes) {
      try {
        const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (Body === undefined) return "missing";
        if ((ContentLength ?? 0) > maxBytes) {
          // asked for and not wanted: leaving the stream open would hold its connection
          (Body as { destroy?: () => void }).destroy?.();
          return "too-large";
        }
        const bytes = await Body.transformToByteArray();
        if (bytes.length > maxBytes) return "too-large";
        return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
      } catch (error) {
        if (error instanceof NoSuchKey) return "missing";
        throw error;
      }
    },
    async putReading(workspaceId, reportId, reading) {
      const body = await pack(JSON.stringify(reading));
      // the name says what is in it: another reading of the same report never replaces one that claims point into
      const digest = createHash("sha256").update(JSON.stringify(reading)).digest("hex").slice(0, 16);
      const key = `texts/${workspaceId}/${reportId}/${digest}.json.gz`;
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: "application/gzip" }),
      );
      return key;
    },
    async getReading(key) {
      const bytes = await bytesOf(key);
      if (bytes === undefined) throw new ReadingMissingError(`no reading at ${key}`);
      return Reading.parse(JSON.parse((await unpack(bytes)).toString("utf8")));
    },
    async putPart(key, part) {
      const Body = await pack(JSON.stringify(part));
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: "application/gzip" }));
    },
    async getPart(key) {
      const bytes = await bytesOf(key);
      return bytes === undefined ? undefined : JSON.parse((await unpack(bytes)).toString("utf8"));
    },
    async removeParts(keys) {
      for (const key of keys) await remove(key);
    },
    async takeSecret(key) {
      const bytes = await bytesOf(key);
      if (bytes === undefined) return undefined;
      await remove(key);
      const { secret, until } = JSON.parse(Buffer.from(bytes).toString("utf8")) as { secret: string; until: number };
      return Date.now() <= until ? secret : undefined;
    },
    async putSecret(workspaceId, secret) {
      const key = `secrets/${workspaceId}/${randomUUID()}`;
      const body = JSON.stringify({ secret, until: Date.now() + SECRET_MILLISECONDS });
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
      return key;
    },
    async uploadTicket(key, { byteSize, sha256 }, origin) {
      const checksum = Buffer.from(sha256, "hex").toString("base64");
      const url = await getSignedUrl(
        signer(origin),
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          ContentLength: byteSize,
          ContentType: "application/pdf",
          ChecksumSHA256: checksum,
        }),
        {
          expiresIn: UPLOAD_SECONDS,
          // left to itself the presigner would hoist them into the address, where a browser need not repeat them
          signableHeaders: new Set(["host", "content-length", "content-type", "x-amz-checksum-sha256"]),
          unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
        },
      );
      return {
        method: "PUT",
        url,
        headers: { "content-type": "application/pdf", "x-amz-checksum-sha256": checksum },
      };
    },
    downloadLink(key, fileName, origin) {
      return getSignedUrl(
        signer(origin),
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ResponseContentType: "application/pdf",
          ResponseContentDisposition: contentDisposition("inline", fileName),
        }),
        { expiresIn: DOWNLOAD_SECONDS },
      );
    },
    async removeReport(report) {
      // by name, not by listing: whoever may list a bucket may learn of every workspace in it
      const { uploadKey, readingKeys = [], candidate } = report;
      const aside = candidate === undefined ? [] : candidateKeys(report, candidate.id, candidate.progress.total);
      for (const key of [uploadKey, ...readingKeys, ...aside]) await remove(key);
    },
  };
}

/** The table names a reading that the bucket does not hold. */
export class ReadingMissingError extends Error {
  override name = "ReadingMissingError";
}
