import { useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { reportsQuery, themesQuery, workspaceQuery } from "../api/queries.ts";
import type { Claim, Draft, Report, Theme } from "../api/shapes.ts";
import { useDesk } from "../deciding/use-desk.ts";
import { useTakeBack } from "../deciding/use-take-back.tsx";
import { useUndoKeys } from "../deciding/use-undo-keys.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { mayDo } from "../frame/role.ts";
import { Toast } from "../frame/toast.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import { numberCitations } from "./citation-numbers.ts";
import { compareDrafts } from "./compare-drafts.ts";
import { DraftHead } from "./draft-head.tsx";
import { DraftOutline } from "./draft-outline.tsx";
import look from "./draft-page.module.css";
import { claimQuery, draftsQuery, themeClaimsQuery } from "./draft-requests.ts";
import { EvidencePanel } from "./evidence-panel.tsx";
import { NoDraft } from "./no-draft.tsx";
import { inOrder } from "./sections.ts";
import { StatementList } from "./statement-list.tsx";
import { usePanes } from "./use-panes.ts";

interface DraftPageProps {
  ws: string;
  theme: string;
  /** The draft to show; the newest when it is not said. */
  version: string | undefined;
}

/** The draft of one theme, read as a document, decided statement by statement. */
export function DraftPage({ ws, theme: themeId, version }: DraftPageProps) {
  const themes = useQuery(themesQuery(ws));
  const drafts = useQuery(draftsQuery(ws, themeId));
  const t = useText();
  const theme = themes.data?.find((one) => one.id === themeId);
  usePageTitle(theme?.name[t.language] ?? t("place.themes"));
  const failed = themes.error ?? drafts.error;
  if (failed)
    return (
      <div className="page">
        <Problem error={failed} onRetry={() => void Promise.all([themes.refetch(), drafts.refetch()])} />
      </div>
    );
  if (!themes.data || !drafts.data || !theme)
    return (
      <div className="page">{themes.data && !theme ? <h1>{t("error.not-found")}</h1> : <Waiting lines={10} />}</div>
    );
  const shown =
    drafts.data.find((draft) => draft.id === version) ??
    drafts.data.find((draft) => draft.statements.length > 0) ??
    drafts.data[0];
  const place = themes.data.indexOf(theme) + 1;
  if (!shown || shown.statements.length === 0)
    return <NoDraft ws={ws} theme={theme} place={place} of={themes.data.length} draft={shown} />;
  return (
    <DraftInReview
      key={shown.id}
      ws={ws}
      theme={theme}
      place={place}
      themes={themes.data}
      draft={shown}
      drafts={drafts.data}
    />
  );
}

interface DraftInReviewProps {
  ws: string;
  theme: Theme;
  place: number;
  themes: readonly Theme[];
  draft: Draft;
  drafts: readonly Draft[];
}

/** The claims a draft rests on. Those that have left the theme since are fetched one by one; null is gone for good. */
function useClaims(ws: string, draft: Draft): (id: string) => Claim | null | undefined {
  const ofTheme = useQuery(themeClaimsQuery(ws, draft.themeId)).data;
  const known = new Map<string, Claim | null>(ofTheme?.map((claim) => [claim.id, claim]));
  const strays = ofTheme
    ? [...new Set(draft.statements.flatMap((statement) => statement.claimIds))].filter((id) => !known.has(id))
    : [];
  const fetched = useQueries({ queries: strays.map((id) => claimQuery(ws, id)) });
  strays.forEach((id, at) => {
    const answer = fetched[at]?.data;
    if (answer !== undefined) known.set(id, answer);
  });
  return (id) => known.get(id);
}

function DraftInReview({ ws, theme, place, themes, draft, drafts }: DraftInReviewProps) {
  const t = useText();
  const role = useQuery(workspaceQuery(ws)).data?.role;
  const reports = useQuery(reportsQuery(ws)).data;
  const claimOf = useClaims(ws, draft);
  const [onlyAccepted, setOnlyAccepted] = useState(role === "reader");
  const all = inOrder(draft.statements);
  const statements = onlyAccepted ? all.filter((one) => one.status === "accepted") : all;
  const citations = numberCitations(all, (id) => claimOf(id) ?? undefined);
  const [activeId, setActiveId] = useState<string | undefined>(
    () => (statements.find((one) => one.status === "reread" || one.status === "pending") ?? statements[0])?.id,
  );
  const layout = useRef<HTMLDivElement>(null);
  usePanes(layout);
  const [lit, setLit] = useState(0);
  const [comparing, setComparing] = useState(false);
  const former = drafts[drafts.indexOf(draft) + 1];
  const active = statements.find((one) => one.id === activeId);
  const reportOf = (id: string): Report | undefined => reports?.find((report) => report.id === id);
  const desk = useDesk(ws);
  const takeBack = useTakeBack(desk, (act) => {
    const sentence = layout.current?.querySelector<HTMLElement>(`[data-statement="${act.targetId}"]`);
    sentence?.focus();
    return sentence !== null && sentence !== undefined;
  });
  const mayDecide = mayDo(role, "expert");
  useUndoKeys(mayDecide ? takeBack.back : undefined);
  const numberOf = (id: string | undefined) => all.findIndex((one) => one.id === id) + 1;
  return (
    <div className={look.layout} ref={layout}>
      <DraftOutline ws={ws} theme={theme} statements={statements} draft={draft} drafts={drafts} />
      <div className={look.sheet} data-pane tabIndex={-1}>
        <DraftHead
          ws={ws}
          theme={theme}
          place={place}
          of={themes.length}
          draft={draft}
          drafts={drafts}
          citations={new Set([...citations.values()].flat().map((one) => one.number)).size}
          reports={new Set([...citations.values()].flat().map((one) => one.citation.reportId)).size}
          role={role}
          desk={desk}
          takeBack={mayDecide ? takeBack : undefined}
          onlyAccepted={onlyAccepted}
          onOnlyAccepted={() => setOnlyAccepted(!onlyAccepted)}
          comparing={comparing}
          onCompare={former ? () => setComparing(!comparing) : undefined}
        />
        {statements.length === 0 && <p className={look.empty}>{t("draft.none-accepted")}</p>}
        <StatementList
          ws={ws}
          draft={draft}
          desk={desk}
          statements={statements}
          numberOf={numberOf}
          citations={citations}
          claimOf={claimOf}
          reportOf={reportOf}
          mayDecide={mayDecide && draft === drafts.find((one) => one.statements.length > 0)}
          activeId={activeId}
          onActive={(id) => {
            if (id !== activeId) setLit(0);
            setActiveId(id);
          }}
          lit={lit}
          onLit={setLit}
          comparison={comparing && former ? compareDrafts(draft, former) : undefined}
          formerNumber={drafts.length - drafts.indexOf(draft) - 1}
        />
        <Neighbours ws={ws} themes={themes} place={place} />
      </div>
      <aside className={look.side} data-pane tabIndex={-1}>
        <EvidencePanel
          ws={ws}
          number={numberOf(activeId)}
          numbered={active ? (citations.get(active.id) ?? []) : []}
          reportOf={reportOf}
          lit={lit}
          onLit={setLit}
        />
      </aside>
      <Toast message={takeBack.toast} />
    </div>
  );
}

/** On to the theme before or after, as one reads. */
function Neighbours({ ws, themes, place }: { ws: string; themes: readonly Theme[]; place: number }) {
  const t = useText();
  const [before, after] = [themes[place - 2], themes[place]];
  return (
    <nav className={look.neighbours} aria-label={t("draft.others")}>
      {before && (
        <Link to="/w/$ws/temaer/$theme" params={{ ws, theme: before.id }}>
          {t("draft.previous-theme", { theme: before.name[t.language] })}
        </Link>
      )}
      {after && (
        <Link to="/w/$ws/temaer/$theme" params={{ ws, theme: after.id }}>
          {t("draft.next-theme", { theme: after.name[t.language] })}
        </Link>
      )}
    </nav>
  );
}
