import type { KeptEvaluation } from "../evidence/evaluation.ts";
import type { Person } from "../evidence/workspace.ts";
import type { Store } from "../store/dynamo-store.ts";
import type { ReviewObjects } from "../store/object-store.ts";
import type { Outbox } from "../store/store.ts";
import type { RequestDone } from "./request-log.ts";
import type { OpenRoute } from "./route.ts";

/** Seconds since 1970. */
export interface SessionTimes {
  now: number;
  /** Over then, unless somebody is there before. */
  idleUntil: number;
  /** Over then. */
  endsAt: number;
}

/** How people prove who they are: OIDC in the cloud, sample accounts on one machine. Injected, so neither knows the other. */
export interface Auth {
  /**
   * @returns `undefined` for no token or session, and for a bad one.
   * @throws ApiError `cross-site` for a cookie that another site's page made the browser send.
   */
  personOf(request: Request): Promise<Person | undefined>;
  /** The session behind a request, where this way of signing in has sessions on the server. */
  session?(request: Request): Promise<SessionTimes | undefined>;
  /**
   * Ends the session of a request, or every session of its person.
   * @returns where the provider forgets her too, where there is such a place; `nobody` when all sessions of nobody were to end.
   */
  signOut?(request: Request, everywhere: boolean): Promise<{ endSession?: string } | "nobody">;
  /** What `GET /api/auth/config` tells a client that wants to sign in. */
  config(): Promise<unknown>;
  /** Routes that only this way of signing in has. */
  routes?: readonly OpenRoute[];
}

export interface Limits {
  /** Requests one person may make in a minute. */
  requestsPerMinute: number;
  /** Bytes of a JSON body. */
  bodyBytes: number;
  /** Bytes of an uploaded PDF. */
  uploadBytes: number;
}

export const DEFAULT_LIMITS: Limits = { requestsPerMinute: 6000, bodyBytes: 256_000, uploadBytes: 100_000_000 };

/** What the review API touches. */
export interface ReviewDeps {
  store: Store;
  objects: ReviewObjects;
  outbox: Outbox;
  auth: Auth;
  version: string;
  /** The reader that reads reports from now on: texts of an older one can be read again. */
  readerVersion?: string;
  /** Makes idempotency records unguessable; any secret of the installation. */
  secret: string;
  /** False where an answer cannot stay open (API Gateway): event streams then end at once and are taken up again. */
  keepsOpen?: boolean;
  /** Runs of the evaluation suites, where this installation keeps them. */
  evaluations?: () => Promise<KeptEvaluation[]>;
  now?: () => Date;
  limits?: Partial<Limits>;
  /** Where an answered request is told of. */
  onRequest?: (done: RequestDone) => void;
  /** Where a fault of ours is told of; never with text of a document. */
  onFault?: (fault: { route: string; error: unknown }) => void;
}
