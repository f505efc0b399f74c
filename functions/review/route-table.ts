import type { Route } from "./route.ts";
import { candidateRoutes } from "./routes/candidate.ts";
import { claimRoutes } from "./routes/claims.ts";
import { draftRoutes } from "./routes/drafts.ts";
import { evaluationRoutes } from "./routes/evaluations.ts";
import { exportRoutes } from "./routes/export.ts";
import { overviewRoutes } from "./routes/overview.ts";
import { reportRoutes } from "./routes/reports.ts";
import { sessionRoutes } from "./routes/session.ts";
import { themeRoutes } from "./routes/themes.ts";
import { trailRoutes } from "./routes/trail.ts";
import { workspaceRoutes } from "./routes/workspaces.ts";

/** Every route of the API, whoever signs in how. The document, the guard and the tests are made from this one list. */
export const ROUTES: readonly Route[] = [
  ...sessionRoutes,
  ...workspaceRoutes,
  ...reportRoutes,
  ...candidateRoutes,
  ...claimRoutes,
  ...themeRoutes,
  ...draftRoutes,
  ...trailRoutes,
  ...exportRoutes,
  ...overviewRoutes,
  ...evaluationRoutes,
];
