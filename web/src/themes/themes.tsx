import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { themesQuery, workspaceQuery } from "../api/queries.ts";
import type { Theme } from "../api/shapes.ts";
import { useAnnounce } from "../frame/announce.tsx";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { mayDo } from "../frame/role.ts";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import { newestDraftQuery } from "./newest-draft.ts";
import { SplitTheme } from "./split-theme.tsx";
import { DeleteTheme, EditTheme, MergeTheme } from "./theme-dialogs.tsx";
import { orderAfterMove } from "./theme-order.ts";
import { type Split, useThemeActions, useUndoSplit } from "./theme-requests.ts";
import { type ThemeAct, ThemeRow } from "./theme-row.tsx";
import look from "./themes.module.css";

type Asking = { what: "new" } | { what: Exclude<ThemeAct, "up" | "down">; theme: Theme };

/** The headings of the synthesis, in order, each with its claims and its draft. */
export function Themes({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.themes"));
  const announce = useAnnounce();
  const role = useQuery(workspaceQuery(ws)).data?.role;
  const mayEdit = mayDo(role, "editor");
  const themes = useQuery(themesQuery(ws));
  const list = themes.data ?? [];
  const drafts = useQueries({ queries: list.map((theme) => newestDraftQuery(ws, theme.id)) });
  const actions = useThemeActions(ws);
  const [asking, setAsking] = useState<Asking>();
  const [lastSplit, setLastSplit] = useState<Split>();
  const undoSplit = useUndoSplit(ws);
  const splitWords = ({ made, from, moved }: Split) =>
    t("split.done", { from: from.name[t.language], made: made.name[t.language], moved });
  const without = list.filter(
    (theme, at) => drafts[at]?.data === null && theme.counts.pending + theme.counts.accepted > 0,
  );
  const onAct = (what: ThemeAct, theme: Theme, at: number) => {
    if (what !== "up" && what !== "down") {
      setAsking({ what, theme });
      return;
    }
    const step = what === "up" ? -1 : 1;
    const order = orderAfterMove(list, at, step);
    if (order === undefined) return;
    actions.edit.mutate({ id: theme.id, order });
    announce(t("themes.moved", { theme: theme.name[t.language], place: at + 1 + step, count: list.length }));
  };
  const failed = themes.error ?? actions.edit.error ?? actions.draft.error;
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t("themes.title")}</h1>
          <p className="meta">{t("themes.lead")}</p>
        </div>
        {mayEdit && (
          <div className="actions">
            {without.length > 0 && (
              <Button
                isPending={actions.draft.isPending}
                onPress={() => actions.draft.mutate(without.map((theme) => theme.id))}
              >
                {t("themes.request-all")}
              </Button>
            )}
            <Button icon="plus" onPress={() => setAsking({ what: "new" })}>
              {t("themes.add")}
            </Button>
          </div>
        )}
      </div>
      {failed && <Problem error={failed} onRetry={() => void themes.refetch()} />}
      {lastSplit && (
        <div className="alert alert-ok" data-split>
          <Icon name="accepted" />
          <p>{splitWords(lastSplit)}</p>
          {undoSplit.error && <Problem error={undoSplit.error} focus />}
          <div className="actions">
            <Button
              small
              icon="undo"
              isPending={undoSplit.isPending}
              onPress={() =>
                undoSplit.mutate(lastSplit, {
                  onSuccess: () => {
                    setLastSplit(undefined);
                    announce(t("split.undone"));
                  },
                })
              }
            >
              {t("undo.undo")}
            </Button>
            <Button small rank={3} onPress={() => setLastSplit(undefined)}>
              {t("frame.close")}
            </Button>
          </div>
        </div>
      )}
      {themes.isPending && <Waiting lines={10} />}
      {list.length > 0 && (
        <div className={`panel ${look.themes ?? ""}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t("themes.name")}</th>
                <th scope="col">{t("themes.claims")}</th>
                <th scope="col">{t("themes.draft")}</th>
                {mayEdit && (
                  <th scope="col">
                    <span className="sr">{t("themes.actions")}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {list.map((theme, at) => (
                <ThemeRow
                  key={theme.id}
                  ws={ws}
                  theme={theme}
                  draft={drafts[at]?.data}
                  mayEdit={mayEdit}
                  first={at === 0}
                  last={at === list.length - 1}
                  onAct={(what) => onAct(what, theme, at)}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asking?.what === "new" && <EditTheme ws={ws} onClose={() => setAsking(undefined)} />}
      {asking?.what === "edit" && <EditTheme ws={ws} theme={asking.theme} onClose={() => setAsking(undefined)} />}
      {asking?.what === "merge" && (
        <MergeTheme ws={ws} theme={asking.theme} themes={list} onClose={() => setAsking(undefined)} />
      )}
      {asking?.what === "split" && (
        <SplitTheme
          ws={ws}
          theme={asking.theme}
          onClose={() => setAsking(undefined)}
          onDone={(split) => {
            setAsking(undefined);
            setLastSplit(split);
            announce(splitWords(split));
          }}
        />
      )}
      {asking?.what === "delete" && <DeleteTheme ws={ws} theme={asking.theme} onClose={() => setAsking(undefined)} />}
    </div>
  );
}
