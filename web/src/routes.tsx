import { createRootRoute, createRoute, createRouter, Outlet, redirect, useMatches } from "@tanstack/react-router";
import { useEffect } from "react";
import { ownAddress } from "../../functions/evidence/own-address.ts";
import { session } from "./api/session.ts";
import { whoIsHere } from "./api/who-is-here.ts";
import { PlainFrame, WorkspaceFrame } from "./frame/app-frame.tsx";
import { Crash, NotFound } from "./frame/crash.tsx";
import { lazily, madeOf } from "./frame/lazily.ts";
import { DropFiles } from "./reports/drop-files.tsx";
import { readReviewSearch } from "./review/review-search.ts";
import { SessionWatch } from "./sign-in/session-watch.tsx";
import { SignIn, type SignInFailure, signInFailure } from "./sign-in/sign-in.tsx";
import { SignedInAgain } from "./sign-in/signed-in-again.tsx";
import { Workspaces } from "./workspaces/workspaces.tsx";

/** The one place where the features meet. Addresses are Danish, as the screens are. */

// each place is fetched when somebody goes there, or points at the way there
const Accessibility = lazily(async () => (await import("./accessibility/accessibility.tsx")).Accessibility);
const AuditTrail = lazily(async () => (await import("./audit/audit-trail.tsx")).AuditTrail);
const DraftPage = lazily(async () => (await import("./drafts/draft-page.tsx")).DraftPage);
const Evaluations = lazily(async () => (await import("./evaluations/evaluations.tsx")).Evaluations);
const Overview = lazily(async () => (await import("./overview/overview.tsx")).Overview);
const Reports = lazily(async () => (await import("./reports/reports.tsx")).Reports);
const Settings = lazily(async () => (await import("./settings/settings.tsx")).Settings);
const Themes = lazily(async () => (await import("./themes/themes.tsx")).Themes);
const FirstUse = lazily(async () => (await import("./first-use/first-use.tsx")).FirstUse);
const ExportButton = lazily(async () => (await import("./export/export-button.tsx")).ExportButton);
const ReviewScreen = lazily(async () => (await import("./review/review-screen.tsx")).ReviewScreen);

/** A page in use stays when the session ends under it: what is written in it is not to be lost. */
const needsPerson = async ({ location }: { location: { href: string } }) => {
  if (session.signedIn() || session.isOver()) return;
  // back from the provider, or a sign-in that this browser forgot; without an answer the page itself says so
  const person = await whoIsHere().catch(() => (session.isLeaving() ? undefined : "unknown"));
  if (person === undefined) throw redirect({ to: "/log-ind", search: { videre: location.href } });
};

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Crash });

/** Signing out here or in another tab leads to the sign-in screen. */
function Root() {
  useEffect(() => session.onChange(() => void router.invalidate()), []);
  return (
    <>
      <Outlet />
      <SessionWatch />
    </>
  );
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/arbejdsrum" });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/log-ind",
  validateSearch: (raw: Record<string, unknown>): { videre?: string; fejl?: SignInFailure } => {
    // only addresses of our own: never a way to another site
    const videre = ownAddress(raw.videre);
    const fejl = signInFailure(raw.fejl);
    return { ...(videre === undefined ? {} : { videre }), ...(fejl === undefined ? {} : { fejl }) };
  },
  component: function SignInPlace() {
    const { videre, fejl } = signIn.useSearch();
    return (
      <PlainFrame>
        <SignIn next={videre} failure={fejl} />
      </PlainFrame>
    );
  },
});

const signedInAgain = createRoute({
  getParentRoute: () => root,
  path: "/log-ind/igen",
  component: () => (
    <PlainFrame>
      <SignedInAgain />
    </PlainFrame>
  ),
});

const workspaces = createRoute({
  getParentRoute: () => root,
  path: "/arbejdsrum",
  beforeLoad: needsPerson,
  component: () => (
    <PlainFrame>
      <Workspaces />
    </PlainFrame>
  ),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: "/w/$ws",
  beforeLoad: needsPerson,
  component: function InWorkspace() {
    const { ws } = workspace.useParams();
    const full = useMatches().some((match) => match.fullPath === "/w/$ws/gennemgang");
    return (
      <WorkspaceFrame ws={ws} full={full}>
        <Outlet />
      </WorkspaceFrame>
    );
  },
});

const overview = createRoute({
  getParentRoute: () => workspace,
  path: "/overblik",
  component: madeOf([Overview, FirstUse, ExportButton], () => {
    const { ws } = workspace.useParams();
    return (
      <Overview
        ws={ws}
        firstUse={<FirstUse ws={ws} dropFiles={<DropFiles ws={ws} big />} />}
        exportButton={<ExportButton ws={ws} />}
      />
    );
  }),
});

const reports = createRoute({
  getParentRoute: () => workspace,
  path: "/rapporter",
  component: madeOf([Reports], () => <Reports ws={workspace.useParams().ws} />),
});

const themes = createRoute({
  getParentRoute: () => workspace,
  path: "/temaer",
  component: madeOf([Themes], () => <Themes ws={workspace.useParams().ws} />),
});

const draft = createRoute({
  getParentRoute: () => workspace,
  path: "/temaer/$theme",
  validateSearch: (raw: Record<string, unknown>): { udkast?: string } =>
    typeof raw.udkast === "string" ? { udkast: raw.udkast } : {},
  component: madeOf([DraftPage], () => {
    const { ws, theme } = draft.useParams();
    return <DraftPage key={theme} ws={ws} theme={theme} version={draft.useSearch().udkast} />;
  }),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: "/indstillinger",
  component: madeOf([Settings], () => <Settings ws={workspace.useParams().ws} />),
});

const audit = createRoute({
  getParentRoute: () => workspace,
  path: "/revisionsspor",
  component: madeOf([AuditTrail], () => <AuditTrail ws={workspace.useParams().ws} />),
});

const evaluations = createRoute({
  getParentRoute: () => workspace,
  path: "/evalueringer",
  validateSearch: (raw: Record<string, unknown>): { run?: string } =>
    typeof raw.run === "string" ? { run: raw.run } : {},
  component: madeOf([Evaluations], () => <Evaluations chosen={evaluations.useSearch().run} />),
});

const accessibility = createRoute({
  getParentRoute: () => root,
  path: "/tilgaengelighed",
  component: madeOf([Accessibility], () => (
    <PlainFrame>
      <Accessibility />
    </PlainFrame>
  )),
});

const review = createRoute({
  getParentRoute: () => workspace,
  path: "/gennemgang",
  validateSearch: readReviewSearch,
  component: madeOf([ReviewScreen], () => <ReviewScreen ws={workspace.useParams().ws} />),
});

const tree = root.addChildren([
  home,
  signIn,
  signedInAgain,
  workspaces,
  accessibility,
  workspace.addChildren([overview, reports, review, themes, draft, evaluations, settings, audit]),
]);

export const router = createRouter({ routeTree: tree, scrollRestoration: true, defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
