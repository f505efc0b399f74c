import { Link } from "@tanstack/react-router";
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import type { Draft, Theme } from "../api/shapes.ts";
import { IconButton } from "../frame/button.tsx";
import { Icon, type IconName } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import look from "./themes.module.css";

export type ThemeAct = "edit" | "merge" | "split" | "delete" | "up" | "down";

interface ThemeRowProps {
  ws: string;
  theme: Theme;
  /** null when there is none, undefined while it is fetched. */
  draft: Draft | null | undefined;
  mayEdit: boolean;
  first: boolean;
  last: boolean;
  onAct: (what: ThemeAct) => void;
}

export function ThemeRow({ ws, theme, draft, mayEdit, first, last, onAct }: ThemeRowProps) {
  const t = useText();
  const name = theme.name[t.language];
  const { pending, accepted, rejected, conflict } = theme.counts;
  const total = pending + accepted + rejected + conflict;
  const share = (part: number) => ({ width: `${String((part / Math.max(1, total)) * 100)}%` });
  return (
    <tr>
      <th scope="row">
        <Link to="/w/$ws/temaer/$theme" params={{ ws, theme: theme.id }}>
          {name}
        </Link>
        <span className="meta" lang="da">
          {theme.definition}
        </span>
      </th>
      <td className={look.claims}>
        {total === 0 ? (
          <span className="meta">{t("themes.no-claims")}</span>
        ) : (
          <>
            <Link to="/w/$ws/gennemgang" params={{ ws }} search={{ theme: theme.id }}>
              {t("themes.claims-of", { decided: accepted + rejected, total })}
            </Link>
            <span className="bar" aria-hidden="true">
              <i className="b-ok" style={share(accepted)} />
              <i className="b-no" style={share(rejected)} />
              <i className="b-doubt" style={share(conflict)} />
            </span>
          </>
        )}
      </td>
      <td>{draft !== undefined && <DraftState draft={draft} />}</td>
      {mayEdit && (
        <td className={look.tools}>
          <IconButton
            icon="arrow-up"
            label={t("themes.up", { theme: name })}
            isDisabled={first}
            onPress={() => onAct("up")}
          />
          <IconButton
            icon="arrow-down"
            label={t("themes.down", { theme: name })}
            isDisabled={last}
            onPress={() => onAct("down")}
          />
          <MenuTrigger>
            <IconButton icon="more-vert" label={t("themes.actions-for", { theme: name })} />
            <Popover className="popover" placement="bottom end">
              <Menu className="menu" onAction={(what) => onAct(what as ThemeAct)}>
                <MenuItem id="edit" className="menu-item">
                  {t("themes.edit")}
                </MenuItem>
                <MenuItem id="merge" className="menu-item">
                  {t("themes.merge")}
                </MenuItem>
                <MenuItem id="split" className="menu-item" isDisabled={total < 2}>
                  {t("themes.split")}
                </MenuItem>
                <Separator />
                <MenuItem id="delete" className="menu-item danger">
                  {t("themes.delete")}
                </MenuItem>
              </Menu>
            </Popover>
          </MenuTrigger>
        </td>
      )}
    </tr>
  );
}

const LOOK: Record<Draft["status"], readonly [IconName, string]> = {
  drafting: ["hourglass", "st-pending"],
  "in-review": ["pending", "st-pending"],
  accepted: ["accepted", "st-accepted"],
  rejected: ["rejected", "st-rejected"],
  failed: ["warning", "st-warn"],
};

function DraftState({ draft }: { draft: Draft | null }) {
  const t = useText();
  if (!draft) return <span className="meta">{t("draft.none")}</span>;
  const count = (status: Draft["statements"][number]["status"]) =>
    draft.statements.filter((statement) => statement.status === status).length;
  const [icon, colour] = LOOK[draft.status];
  const reread = count("reread");
  return (
    <span className={look.draft}>
      <span className={`st ${colour}`}>
        <Icon name={icon} />
        {t(`draft.${draft.status}`)}
      </span>
      {draft.status === "in-review" && (
        <span className="meta">
          {t("matrix.of", { decided: count("accepted") + count("rejected"), total: draft.statements.length })}
        </span>
      )}
      {reread > 0 && (
        <span className="st st-reread">
          <Icon name="refresh" />
          {t("draft.count-reread", { count: reread })}
        </span>
      )}
      {draft.stale && <span className="meta">{t("draft.stale")}</span>}
    </span>
  );
}
