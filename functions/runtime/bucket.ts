import { S3Client, type S3ClientConfig } from "@aws-sdk/client-s3";
import { type ReviewObjects, s3Objects } from "../store/object-store.ts";

/**
 * The bucket, reached as told.
 * @param presignAtOrigin true where browsers reach files through the very host that they ask the API of.
 */
export function bucketAt(reach: S3ClientConfig, bucket: string, presignAtOrigin: boolean): ReviewObjects {
  const client = clientAt(reach);
  return s3Objects({
    client,
    bucket,
    presignClient: presignAtOrigin ? oneFor((endpoint) => clientAt({ ...reach, endpoint })) : client,
  });
}

function clientAt(reach: S3ClientConfig): S3Client {
  // an emulator has no bucket names in its host, and knows no checksums in trailers
  const emulated = {
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  } as const;
  return new S3Client({ ...reach, ...(reach.endpoint === undefined ? {} : emulated) });
}

/** Hosts that addresses are signed for at most; a browser could name any. */
const MOST_HOSTS = 20;

/** One client an origin: presigning is arithmetic over the host. */
function oneFor(s3At: (origin: string) => S3Client): (origin: string) => S3Client {
  const clients = new Map<string, S3Client>();
  return (origin) => {
    let client = clients.get(origin);
    if (client === undefined) {
      if (clients.size >= MOST_HOSTS) clients.clear();
      client = s3At(origin);
      clients.set(origin, client);
    }
    return client;
  };
}
