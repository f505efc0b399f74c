import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { READER_VERSION } from "../../functions/ingest/reader-version.ts";
import { reviewApp } from "../../functions/review/app.ts";
import type { Auth } from "../../functions/review/deps.ts";
import { localSignIn } from "../../functions/review/local-sign-in.ts";
import { connect } from "../../functions/runtime/connect.ts";
import { evaluationFolder } from "../../functions/runtime/evaluation-folder.ts";
import type { Settings } from "../../functions/runtime/settings.ts";
import { tellRequest } from "../../functions/runtime/tell-request.ts";
import type { Store } from "../../functions/store/dynamo-store.ts";
import packageFile from "../../package.json" with { type: "json" };

/** Where `npm run eval` leaves its runs. */
const EVALUATIONS = join(import.meta.dirname, "..", "..", "evals", "out", "history");

/** A way for people to prove who they are. */
export type SignIn = (parts: { store: Store; secret: string }) => Auth;

/** The review API with this machine's sample people, and with file addresses on the host that the browser used. */
export async function localReview(settings: Settings, data: string, signIn: SignIn = localSignIn) {
  const { store, objects, outbox } = connect(settings, { presignAtOrigin: true });
  // decisions that a stopped process had made, but not yet copied to the audit trail
  await store.sweep();
  const secret = await installationSecret(data);
  return reviewApp({
    store,
    objects,
    outbox,
    secret,
    version: packageFile.version,
    readerVersion: READER_VERSION,
    auth: signIn({ store, secret }),
    evaluations: evaluationFolder(EVALUATIONS),
    onRequest: tellRequest,
    limits: { uploadBytes: settings.limits.maxBytes },
  });
}

/** Made at the first start and kept with the data: tokens of before a restart stay good. */
async function installationSecret(data: string): Promise<string> {
  const file = join(data, "secret");
  const known = await readFile(file, "utf8").catch(() => "");
  if (known.length >= 64) return known;
  const secret = randomBytes(32).toString("hex");
  await writeFile(file, secret, { mode: 0o600 });
  return secret;
}
