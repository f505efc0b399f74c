import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** A chunk at a time, so that a file of any size needs little memory. Web Crypto digests only whole buffers. */
const CHUNK = 4 * 1024 * 1024;

self.addEventListener("message", async ({ data: file }: MessageEvent<File>) => {
  try {
    const hash = sha256.create();
    for (let at = 0; at < file.size; at += CHUNK) {
      hash.update(new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer()));
      self.postMessage({ done: Math.min(at + CHUNK, file.size) });
    }
    self.postMessage({ sha256: bytesToHex(hash.digest()) });
  } catch (cause) {
    // the file was moved or changed on disk since it was chosen
    self.postMessage({ unreadable: String(cause) });
  }
});
