import { useNavigate } from "@tanstack/react-router";
import { memo, useDeferredValue, useMemo, useRef, useState } from "react";
import type { Claim, Report, Theme, Workspace } from "../api/shapes.ts";
import { myVote } from "../deciding/standing-vote.ts";
import { useTakeBack } from "../deciding/use-take-back.tsx";
import { useAnnounce } from "../frame/announce.tsx";
import { Toast } from "../frame/toast.tsx";
import { useSteady } from "../frame/use-steady.ts";
import type { SelectedOnPage } from "../pdf/read-selection.ts";
import { useText } from "../text/text.tsx";
import { ClaimCard } from "./claim-card.tsx";
import { ClaimList } from "./claim-list.tsx";
import { ClashPanel } from "./clash-panel.tsx";
import { DecisionRow } from "./decision-row.tsx";
import { FootBar, type FootMode, keyLabel } from "./foot-bar.tsx";
import { KeyHelp } from "./key-help.tsx";
import { ListHead } from "./list-head.tsx";
import { NewsStrip } from "./news-strip.tsx";
import { NoteForm } from "./note-form.tsx";
import { OwnClaimDialog } from "./own-claim-dialog.tsx";
import { PagePane, type PagePaneHandle } from "./page-pane.tsx";
import { RejectMenu } from "./reject-menu.tsx";
import css from "./review-desk.module.css";
import { type ActionId, keysOf } from "./review-keys.ts";
import type { ReviewSearch } from "./review-search.ts";
import type { ReviewSession } from "./review-session.ts";
import { RewordForm } from "./reword-form.tsx";
import { atLeastRole } from "./role.ts";
import { SettlePanel } from "./settle-panel.tsx";
import { SortDialog } from "./sort-dialog.tsx";
import { useActions } from "./use-actions.ts";
import { useCurrentClaim } from "./use-current-claim.ts";
import { useDeciding } from "./use-deciding.ts";
import { useNews } from "./use-news.ts";
import { usePanes } from "./use-panes.ts";
import { useKeySettings } from "./use-review-keys.ts";
import { useSequence } from "./use-sequence.ts";
import { useClaim, useClash } from "./use-session.ts";

interface ReviewDeskProps {
  session: ReviewSession;
  workspace: Workspace;
  themes: readonly Theme[];
  reports: readonly Report[];
  search: ReviewSearch;
}

/** List, card and page side by side, and what a key does. */
export const ReviewDesk = memo(function ReviewDesk(props: ReviewDeskProps) {
  const { session, workspace, themes, reports, search } = props;
  const t = useText();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const { keys, change: changeKeys } = useKeySettings(session.ws);
  const [focusId, setFocusId] = useState<string>();
  const news = useNews(session, focusId);
  const sequence = useSequence({ session, themes, reports, language: t.language, search, news: news.shown });
  const current = useCurrentClaim(session, sequence, search);
  if (current.id !== focusId) setFocusId(current.id);
  const claim = useClaim(session, current.id);
  // the card comes first; the list follows in the next turn, and never keeps a key waiting
  const listed = useDeferredValue(current.id);
  const position = current.id === undefined ? undefined : sequence.place.get(current.id);

  const panes = usePanes();
  const page = useRef<PagePaneHandle>(null);
  const [citationAt, setCitationAt] = useState<{ claim: string; at: number }>({ claim: "", at: 0 });
  const [helping, setHelping] = useState(false);
  const [sorting, setSorting] = useState(false);
  const [owning, setOwning] = useState<{ selected: SelectedOnPage | undefined }>();

  const mayDecide = atLeastRole(workspace.role, "expert");
  const clash = useClash(session, current.id);
  const settling = claim?.status === "conflict" && clash === undefined && maySettle(workspace, session, claim);
  const takeBack = useTakeBack(session, (act) => {
    const here = act.type === "claim" && session.book.get(act.targetId) !== undefined;
    if (here) current.go(act.targetId);
    return here;
  });
  const deciding = useDeciding({
    session,
    claim,
    current,
    sequence,
    settling,
    clash,
    mayDecide,
    back: takeBack.back,
    focusPane: panes.focusPane,
  });
  const { mode, setMode } = deciding;

  const run = useActions({
    session,
    keys,
    current,
    sequence,
    decide: deciding.run,
    panes,
    page,
    onHelp: () => setHelping(true),
  });

  const next = useMemo(() => {
    const at = current.id === undefined ? -1 : sequence.claims.indexOf(current.id);
    return sequence.claims.slice(at + 1, at + 4);
  }, [sequence.claims, current.id]);
  const setSearch = useSteady((wanted: ReviewSearch) => {
    void navigate({
      to: ".",
      search: { ...wanted, ...(current.id === undefined ? {} : { claim: current.id }) },
      replace: true,
      resetScroll: false,
    });
  });
  const key = (action: ActionId) => keyLabel(keysOf(action, keys)[0] ?? "");
  const footMode: FootMode = clash ? "clash" : mode === "reject" ? "reject" : mode === "read" ? "read" : "write";
  const goTo = useSteady((id: string) => {
    current.go(id);
    panes.setFront("card");
  });
  const toCard = useSteady(() => panes.focusPane("card"));
  const own = useSteady((selected: SelectedOnPage | undefined) => setOwning({ selected }));
  const showNews = useSteady(() => {
    news.show();
    setSearch({ only: "news" });
  });

  return (
    <div className={css.desk} ref={panes.desk} data-front={panes.front}>
      <h1 className="sr">{t("place.review")}</h1>
      <div className={css.list} data-pane="list">
        <ListHead {...{ session, themes, reports, search, news: news.shown }} onSearch={setSearch} />
        {sequence.claims.length === 0 ? (
          <div className={css.none}>
            <p>{t("review.none-match")}</p>
            <button className="btn btn-2 btn-s" type="button" onClick={() => setSearch({})}>
              {t("review.filter-clear")}
            </button>
          </div>
        ) : (
          <ClaimList session={session} sequence={sequence} current={listed} onGo={goTo} />
        )}
        <NewsStrip people={news.people} onShow={showNews} />
      </div>
      {claim ? (
        <>
          <ClaimCard
            {...{ session, claim, position, themes, reports, mayDecide }}
            total={sequence.total}
            onGo={goTo}
            onPassage={(at) => {
              setCitationAt({ claim: claim.id, at });
              panes.setFront("page");
              page.current?.toPassage();
            }}
            onComment={() => run("comment")}
            onSort={() => setSorting(true)}
            onList={() => panes.focusPane("list")}
            editor={
              mode === "reword" ? (
                <RewordForm key={claim.id} claim={claim} onSave={deciding.reword} onClose={deciding.leave} />
              ) : undefined
            }
          >
            {mode === "reject" && <RejectMenu onChoose={deciding.reject} onClose={deciding.leave} />}
            {(mode === "unsure" || mode === "comment" || mode === "other") && (
              <NoteForm
                key={mode}
                label={t(`review.note-${mode}`)}
                hint={t(`review.note-hint-${mode}`)}
                action={t(`review.note-save-${mode}`)}
                needed={mode !== "unsure"}
                onSave={deciding.note}
                onClose={deciding.leave}
              />
            )}
            {claim.status === "conflict" && !clash && <SettlePanel claim={claim} maySettle={settling} />}
            {clash && (
              <ClashPanel
                entry={clash}
                me={session.me}
                keys={{ keep: key("accept"), change: key("reword"), passage: key("passage") }}
                onKeep={() => run("accept")}
                onSwitch={() => run("reword")}
                onPassage={() => run("passage")}
              />
            )}
            {!clash && mayDecide && (
              <DecisionRow
                keys={keys}
                settling={settling}
                rejecting={mode === "reject"}
                run={(action) => void run(action)}
              />
            )}
            {!mayDecide && <p className={css.reader}>{t("review.reader-only")}</p>}
            <button className={css.toPage} type="button" onClick={() => panes.focusPane("page")}>
              {t("review.open-page", { page: claim.citations[0]?.page ?? 1 })}
            </button>
          </ClaimCard>
          <PagePane
            {...{ session, claim, reports, next, mayDecide }}
            handle={page}
            citationAt={citationAt.claim === claim.id ? citationAt.at : 0}
            onGo={goTo}
            onOwn={own}
            onBack={toCard}
          />
        </>
      ) : (
        <section className={css.nothing} data-pane="card" tabIndex={-1}>
          <p>{t("review.none-chosen")}</p>
        </section>
      )}
      <FootBar
        session={session}
        keys={keys}
        mode={footMode}
        takeBack={mayDecide ? takeBack : undefined}
        onSingleKeys={(singleKeys) => changeKeys({ ...keys, singleKeys })}
        onHelp={() => setHelping(true)}
      />
      <Toast message={takeBack.toast} className={css.toast} />
      <KeyHelp open={helping} keys={keys} onKeys={changeKeys} onClose={() => setHelping(false)} />
      {sorting && claim && (
        <SortDialog session={session} claim={claim} themes={themes} onClose={() => setSorting(false)} />
      )}
      {owning && claim && (
        <OwnClaimDialog
          {...{ session, themes }}
          beside={claim}
          selected={owning.selected}
          onMade={(made) => {
            setOwning(undefined);
            setMode("read");
            current.go(made.id);
            announce(t("review.own-made"));
          }}
          onClose={() => setOwning(undefined)}
        />
      )}
    </div>
  );
});

/** An editor, or a third person: somebody whose vote is not one of those that disagree. */
const maySettle = (workspace: Workspace, session: ReviewSession, claim: Claim) =>
  atLeastRole(workspace.role, "editor") ||
  (atLeastRole(workspace.role, "expert") && myVote(claim.decisions ?? [], session.me.id) === undefined);
