import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { isApiError } from "../api/api-error.ts";
import type { Claim, Draft, Report } from "../api/shapes.ts";
import type { MyDesk } from "../deciding/my-desk.ts";
import { useAnnounce } from "../frame/announce.tsx";
import { useText } from "../text/text.tsx";
import type { Numbered } from "./citation-numbers.ts";
import type { Comparison } from "./compare-drafts.ts";
import { type Statement, type StatementVote, useDecideStatement } from "./draft-requests.ts";
import { OpenClaims } from "./open-claims.tsx";
import { RejectStatement } from "./reject-statement.tsx";
import { SECTIONS } from "./sections.ts";
import type { Clash } from "./statement-clash.tsx";
import { StatementItem } from "./statement-item.tsx";
import look from "./statement-list.module.css";

interface StatementListProps {
  ws: string;
  draft: Draft;
  desk: MyDesk | undefined;
  statements: readonly Statement[];
  /** A sentence keeps its number when others are hidden. */
  numberOf: (id: string) => number;
  citations: ReadonlyMap<string, Numbered[]>;
  claimOf: (id: string) => Claim | null | undefined;
  reportOf: (id: string) => Report | undefined;
  mayDecide: boolean;
  activeId: string | undefined;
  onActive: (id: string) => void;
  lit: number;
  onLit: (place: number) => void;
  comparison: Comparison | undefined;
  formerNumber: number;
}

/** What stands between a choice and its being saved. */
type Asking =
  | { what: "reject"; statement: Statement }
  | { what: "open-claims"; statement: Statement; vote: StatementVote; claimIds: string[] };

/** The sentence in the details of a 409 `stale-version`. */
const statementIn = (details: unknown): Statement | undefined =>
  details && typeof details === "object" && "statement" in details ? (details.statement as Statement) : undefined;

/** The ids in the details of a 409 `claims-not-accepted`. */
const openClaimIds = (details: unknown): string[] => {
  const ids = details && typeof details === "object" && "claimIds" in details ? details.claimIds : undefined;
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
};

export function StatementList(props: StatementListProps) {
  const { ws, draft, statements, citations, claimOf, reportOf, mayDecide, activeId, onActive, lit, onLit } = props;
  const t = useText();
  const announce = useAnnounce();
  const decide = useDecideStatement(ws, draft, props.desk);
  const [asking, setAsking] = useState<Asking>();
  const [editing, setEditing] = useState<string>();
  const [trouble, setTrouble] = useState<{ id: string; error: unknown }>();
  // one may go on to other sentences while a choice waits
  const [clashes, setClashes] = useState<ReadonlyMap<string, Clash>>(new Map());
  const list = useRef<HTMLDivElement>(null);
  const numberOf = (statement: Statement) => props.numberOf(statement.id);

  const focus = useCallback(
    (id: string) => list.current?.querySelector<HTMLElement>(`[data-statement="${id}"]`)?.focus(),
    [],
  );
  // an editor or dialog that closed gives the focus back to its sentence
  const wasEditing = useRef<string>(undefined);
  useEffect(() => {
    const before = wasEditing.current;
    const stillInIt = document.activeElement?.closest("[data-statement]")?.getAttribute("data-statement") === before;
    if (editing === undefined && before && !stillInIt) focus(before);
    wasEditing.current = editing;
  }, [editing, focus]);

  const setClash = (id: string, clash: Clash | undefined) =>
    setClashes((before) => {
      const after = new Map(before);
      if (clash) after.set(id, clash);
      else after.delete(id);
      return after;
    });

  const send = (statement: Statement, vote: StatementVote) => {
    setTrouble(undefined);
    decide.mutate(
      { statement, vote },
      {
        onSuccess: () => {
          setAsking(undefined);
          setEditing(undefined);
          setClash(statement.id, undefined);
          announce(t(`statement.said-${vote.verdict}`, { number: numberOf(statement) }));
          focus(statement.id);
        },
        onError: (error) => {
          if (isApiError(error) && error.code === "claims-not-accepted")
            setAsking({ what: "open-claims", statement, vote, claimIds: openClaimIds(error.details) });
          else {
            const now = isApiError(error) && error.code === "stale-version" ? statementIn(error.details) : undefined;
            setAsking(undefined);
            if (now) {
              setEditing(undefined);
              setClash(statement.id, { vote, seen: statement, now });
              announce(t("statement.clash-unsaved"));
            } else setTrouble({ id: statement.id, error });
          }
        },
      },
    );
  };

  const onKey = (event: KeyboardEvent, statement: Statement) => {
    // keys work while the sentence itself has focus, never inside a field or on a button (WCAG 2.1.4)
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = statements.indexOf(statement);
    const go = (to: number) => {
      const next = statements[to];
      if (next) focus(next.id);
    };
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const passages = citations.get(statement.id)?.length ?? 0;
    const acts: Record<string, () => void> = {
      j: () => go(at + 1),
      ArrowDown: () => go(at + 1),
      k: () => go(at - 1),
      ArrowUp: () => go(at - 1),
      p: () => onLit(passages === 0 ? 0 : (lit + 1) % passages),
      ...(mayDecide
        ? {
            1: () => send(statement, { verdict: "accept" }),
            2: () => setEditing(statement.id),
            3: () => setAsking({ what: "reject", statement }),
          }
        : {}),
    };
    const act = acts[key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  return (
    <div ref={list}>
      {SECTIONS.map((section) => {
        const inSection = statements.filter((statement) => statement.section === section);
        const gone = props.comparison?.gone.filter((statement) => statement.section === section) ?? [];
        if (inSection.length === 0 && gone.length === 0) return null;
        return (
          <section key={section} className={look.section} aria-labelledby={`afsnit-${section}`}>
            <h2 id={`afsnit-${section}`}>{t(`section.${section}`)}</h2>
            <ol>
              {inSection.map((statement) => (
                <StatementItem
                  key={statement.id}
                  ws={ws}
                  statement={statement}
                  number={numberOf(statement)}
                  numbered={citations.get(statement.id) ?? []}
                  claimOf={claimOf}
                  reportOf={reportOf}
                  active={statement.id === activeId}
                  lit={statement.id === activeId ? lit : -1}
                  mayDecide={mayDecide}
                  editing={editing === statement.id}
                  saving={decide.isPending && decide.variables.statement.id === statement.id}
                  clash={clashes.get(statement.id)}
                  onDropClash={() => {
                    setClash(statement.id, undefined);
                    focus(statement.id);
                  }}
                  trouble={trouble?.id === statement.id ? trouble.error : undefined}
                  comparison={props.comparison}
                  onFocus={() => onActive(statement.id)}
                  onKeyDown={(event) => onKey(event, statement)}
                  onCite={onLit}
                  onVote={(vote) => send(clashes.get(statement.id)?.now ?? statement, vote)}
                  onEdit={(open) => setEditing(open ? statement.id : undefined)}
                  onReject={() => setAsking({ what: "reject", statement })}
                />
              ))}
            </ol>
            {gone.length > 0 && (
              <div className={look.gone}>
                <h3>{t("draft.gone", { number: props.formerNumber })}</h3>
                {gone.map((statement) => (
                  <p key={statement.id}>
                    <del>{statement.text}</del>
                  </p>
                ))}
              </div>
            )}
          </section>
        );
      })}
      {asking?.what === "reject" && (
        <RejectStatement
          number={numberOf(asking.statement)}
          saving={decide.isPending}
          onClose={() => setAsking(undefined)}
          onReject={(reason, comment) =>
            send(asking.statement, { verdict: "reject", reason, ...(comment === "" ? {} : { comment }) })
          }
        />
      )}
      {asking?.what === "open-claims" && (
        <OpenClaims
          ws={ws}
          statement={asking.statement}
          claims={asking.claimIds.map((id) => ({ id, claim: claimOf(id) }))}
          saving={decide.isPending}
          onClose={() => setAsking(undefined)}
          onVote={(change) => send(asking.statement, { ...asking.vote, ...change })}
        />
      )}
    </div>
  );
}
