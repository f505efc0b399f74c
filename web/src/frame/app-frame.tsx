import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { isApiError } from "../api/api-error.ts";
import { WorkspaceEvents } from "../api/events.tsx";
import { workspaceQuery } from "../api/queries.ts";
import type { Workspace } from "../api/shapes.ts";
import { useText } from "../text/text.tsx";
import { CommandPalette } from "./command-palette.tsx";
import { Problem } from "./problem.tsx";
import { TopBar } from "./top-bar.tsx";
import { Waiting } from "./waiting.tsx";

function SkipLink() {
  const t = useText();
  return (
    <a className="skip" href="#indhold">
      {t("frame.skip")}
    </a>
  );
}

function Foot({ workspace }: { workspace?: Workspace | undefined }) {
  const t = useText();
  const region = workspace?.settings.modelRegion;
  return (
    <footer className="foot">
      <Link to="/tilgaengelighed">{t("foot.accessibility")}</Link>
      {workspace && (
        <Link to="/w/$ws/revisionsspor" params={{ ws: workspace.id }}>
          {t("foot.audit")}
        </Link>
      )}
      {workspace?.settings.engine === "local" && <span>{t("foot.local")}</span>}
      {workspace?.settings.engine === "openai" && (
        <span>{region ? t("foot.model", { region }) : t("foot.model-unnamed")}</span>
      )}
    </footer>
  );
}

/** The frame of screens outside a workspace. */
export function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <SkipLink />
      <TopBar />
      <main id="indhold" tabIndex={-1}>
        {children}
      </main>
      <Foot />
    </>
  );
}

/** The frame of a workspace's screens. `full` screens fill the window and bring their own foot. */
export function WorkspaceFrame({ ws, full, children }: { ws: string; full: boolean; children: ReactNode }) {
  const t = useText();
  const [finding, setFinding] = useState(false);
  const workspace = useQuery(workspaceQuery(ws));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setFinding(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const missing = isApiError(workspace.error) && workspace.error.status === 404;
  return (
    <WorkspaceEvents ws={ws}>
      <SkipLink />
      <TopBar workspace={workspace.data} onFind={() => setFinding(true)} />
      <main id="indhold" tabIndex={-1} className={full ? "main-full" : ""}>
        {workspace.data && children}
        {workspace.isPending && (
          <div className="page">
            <Waiting />
          </div>
        )}
        {missing && (
          <div className="page">
            <h1>{t("error.title")}</h1>
            <p>{t("error.not-found")}</p>
            <p>
              <Link to="/arbejdsrum">{t("error.go-home")}</Link>
            </p>
          </div>
        )}
        {workspace.error && !missing && (
          <div className="page">
            <Problem error={workspace.error} onRetry={() => void workspace.refetch()} />
          </div>
        )}
      </main>
      {!full && <Foot workspace={workspace.data} />}
      {workspace.data && <CommandPalette ws={ws} open={finding} onClose={() => setFinding(false)} />}
    </WorkspaceEvents>
  );
}
