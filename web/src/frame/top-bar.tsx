import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { authConfigQuery, meQuery, reportsQuery, themesQuery } from "../api/queries.ts";
import { session } from "../api/session.ts";
import type { Workspace } from "../api/shapes.ts";
import { signOut } from "../api/sign-out.ts";
import { useText } from "../text/text.tsx";
import { Dialog } from "./dialog.tsx";
import { Icon } from "./icon.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { PLACES, type Place } from "./places.ts";

/** How many things wait in a place: reports, claims not decided, themes. */
function usePlaceCounts(ws: string): (place: Place) => number | undefined {
  const reports = useQuery(reportsQuery(ws)).data;
  const themes = useQuery(themesQuery(ws)).data;
  const open = reports?.reduce((sum, report) => sum + report.counts.claims.pending + report.counts.claims.conflict, 0);
  return (place) => {
    if (place.name === "place.reports") return reports?.length;
    if (place.name === "place.review") return open;
    return place.name === "place.themes" ? themes?.length : undefined;
  };
}

function Places({ ws, onGo }: { ws: string; onGo?: () => void }) {
  const t = useText();
  const countOf = usePlaceCounts(ws);
  return (
    <>
      {PLACES.map((place) => {
        const count = countOf(place);
        return (
          <Link key={place.to} to={place.to} params={{ ws }} activeProps={{ "aria-current": "page" }} onClick={onGo}>
            {t(place.name)}
            {count !== undefined && count > 0 && <span className="count">{t.number(count)}</span>}
          </Link>
        );
      })}
    </>
  );
}

function WorkspaceSwitch({ workspace }: { workspace: Workspace }) {
  const t = useText();
  const navigate = useNavigate();
  const others = useQuery(meQuery).data?.workspaces ?? [workspace];
  return (
    <MenuTrigger>
      <Button className="ws" aria-label={t("workspace.switch", { name: workspace.name })}>
        <span className="ws-name">{workspace.name}</span>
        <Icon name="chevron-down" small />
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu className="menu">
          {others.map((one) => (
            <MenuItem
              key={one.id}
              id={one.id}
              className="menu-item"
              textValue={one.name}
              onAction={() => void navigate({ to: "/w/$ws/overblik", params: { ws: one.id } })}
            >
              <span>{one.name}</span>
              {one.id === workspace.id && <Icon name="check" small />}
            </MenuItem>
          ))}
          <Separator />
          <MenuItem id="all" className="menu-item" onAction={() => void navigate({ to: "/arbejdsrum" })}>
            {t("workspace.all")}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

interface TopBarProps {
  workspace?: Workspace | undefined;
  onFind?: () => void;
}

export function TopBar({ workspace, onFind }: TopBarProps) {
  const t = useText();
  const [menuOpen, setMenuOpen] = useState(false);
  // on one machine there is nowhere else to be signed out of
  const isCloud = useQuery(authConfigQuery).data?.local !== true;
  const person = useQuery({ ...meQuery, enabled: session.signedIn() }).data?.person;
  return (
    <header className="top">
      <Link className="brand" to="/arbejdsrum">
        <span>{t("app.name")}</span>
      </Link>
      {workspace && <WorkspaceSwitch workspace={workspace} />}
      {workspace && (
        <nav className="nav" aria-label={t("frame.places")}>
          <Places ws={workspace.id} />
        </nav>
      )}
      <div className="top-right">
        {onFind && (
          <Button className="find" onPress={onFind} aria-keyshortcuts="Control+K">
            <Icon name="search" small />
            <span>{t("palette.open")}</span> <kbd>Ctrl K</kbd>
          </Button>
        )}
        <PersonMenu
          person={person}
          onSignOut={() => signOut()}
          onSignOutEverywhere={isCloud ? () => signOut(true) : undefined}
        />
        {workspace && (
          <Button className="btn btn-icon menu-btn" aria-label={t("frame.menu")} onPress={() => setMenuOpen(true)}>
            <Icon name="menu" />
          </Button>
        )}
      </div>
      {workspace && (
        <Dialog open={menuOpen} onClose={() => setMenuOpen(false)} title={workspace.name}>
          <nav className="nav-narrow" aria-label={t("frame.places")}>
            <Places ws={workspace.id} onGo={() => setMenuOpen(false)} />
            {onFind && (
              <Button
                className="btn btn-2"
                onPress={() => {
                  setMenuOpen(false);
                  onFind();
                }}
              >
                <Icon name="search" />
                {t("palette.open")}
              </Button>
            )}
          </nav>
        </Dialog>
      )}
    </header>
  );
}
