import { Link } from "@tanstack/react-router";
import type { Draft, Role, Theme } from "../api/shapes.ts";
import type { MyDesk } from "../deciding/my-desk.ts";
import { UndoButtons } from "../deciding/undo-buttons.tsx";
import type { TakeBack } from "../deciding/use-take-back.tsx";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { mayDo } from "../frame/role.ts";
import { useText } from "../text/text.tsx";
import look from "./draft-head.module.css";
import { useDecideDraft, useRequestDraft } from "./draft-requests.ts";

interface DraftHeadProps {
  ws: string;
  theme: Theme;
  place: number;
  of: number;
  draft: Draft;
  drafts: readonly Draft[];
  citations: number;
  reports: number;
  role: Role | undefined;
  desk: MyDesk | undefined;
  takeBack: TakeBack | undefined;
  onlyAccepted: boolean;
  onOnlyAccepted: () => void;
  comparing: boolean;
  onCompare: (() => void) | undefined;
}

/** The title, what the draft is made of, and the gate: it opens when no sentence is left. */
export function DraftHead(props: DraftHeadProps) {
  const {
    ws,
    theme,
    place,
    of,
    draft,
    drafts,
    citations,
    reports,
    role,
    comparing,
    onCompare,
    onlyAccepted,
    onOnlyAccepted,
    takeBack,
  } = props;
  const t = useText();
  const request = useRequestDraft(ws, theme.id);
  const decide = useDecideDraft(ws, draft, props.desk);
  const number = drafts.length - drafts.indexOf(draft);
  const newest = drafts.find((one) => one.statements.length > 0);
  const writing = drafts[0]?.status === "drafting";
  const count = (status: Draft["statements"][number]["status"]) =>
    draft.statements.filter((statement) => statement.status === status).length;
  const open = count("pending") + count("reread");
  return (
    <header className={look.head}>
      <p className={look.crumb}>
        <Link to="/w/$ws/temaer" params={{ ws }}>
          {t("draft.all-themes")}
        </Link>{" "}
        · {t("draft.theme-of", { place, count: of })}
      </p>
      <h1>{theme.name[t.language]}</h1>
      <p className="meta">
        {t("draft.summary", { number, statements: draft.statements.length, citations, reports })} ·{" "}
        {t("draft.origin", {
          engine: t(`engine.${draft.origin.engine}`).toLocaleLowerCase(t.language),
          at: t.dateTime(draft.createdAt),
        })}
      </p>
      <div className={look.gate}>
        <ul>
          <Count icon="accepted" look="st-accepted" show={count("accepted")} text="draft.count-accepted" />
          <Count icon="pending" look="st-pending" show={count("pending")} text="draft.count-pending" />
          <Count icon="refresh" look="st-reread" show={count("reread")} text="draft.count-reread" />
          <Count icon="rejected" look="st-rejected" show={count("rejected")} text="draft.count-rejected" />
        </ul>
        {draft.status === "accepted" ? (
          <span className={look.done}>
            <span className="st st-accepted">
              <Icon name="accepted" />
              {t("draft.is-accepted")}
            </span>
            {mayDo(role, "expert") && (
              <Button small rank={3} onPress={() => decide.mutate("reopen")}>
                {t("draft.reopen")}
              </Button>
            )}
          </span>
        ) : (
          mayDo(role, "expert") &&
          draft === newest && (
            <span className={look.done}>
              {open > 0 && <span className="meta">{t("draft.accept-open", { count: open })}</span>}
              <Button
                small
                rank={1}
                isDisabled={open > 0}
                isPending={decide.isPending}
                onPress={() => decide.mutate("accept")}
              >
                {t("draft.accept")}
              </Button>
            </span>
          )
        )}
      </div>
      {(decide.error ?? request.error) && <Problem error={decide.error ?? request.error} focus />}
      {writing && draft !== drafts[0] && (
        <p className={look.notice} role="status">
          <Icon name="hourglass" small /> {t("draft.drafting-body")}
        </p>
      )}
      {draft !== newest && (
        <p className={look.notice}>
          {t("draft.old")}{" "}
          <Link to="/w/$ws/temaer/$theme" params={{ ws, theme: theme.id }}>
            {t("draft.see-newest")}
          </Link>
        </p>
      )}
      {draft.stale && draft === newest && !writing && <p className={look.notice}>{t("draft.stale-body")}</p>}
      <div className={`actions ${look.actions ?? ""}`}>
        {mayDo(role, "editor") && draft === newest && !writing && (
          <Button small isPending={request.isPending} onPress={() => request.mutate()}>
            {t("draft.request")}
          </Button>
        )}
        <Button small rank={3} onPress={onOnlyAccepted}>
          {onlyAccepted ? t("draft.show-all") : t("draft.only-accepted")}
        </Button>
        {takeBack && (
          <UndoButtons
            back={takeBack.back}
            canUndo={takeBack.canUndo}
            canRedo={takeBack.canRedo}
            undoKeys="Control+Z"
            redoKeys="Control+Shift+Z"
          />
        )}
        {onCompare && (
          <Button small rank={3} onPress={onCompare}>
            {comparing ? t("draft.compare-hide") : t("draft.compare", { number: number - 1 })}
          </Button>
        )}
      </div>
    </header>
  );
}

interface CountProps {
  icon: "accepted" | "pending" | "refresh" | "rejected";
  look: string;
  show: number;
  text: "draft.count-accepted" | "draft.count-pending" | "draft.count-reread" | "draft.count-rejected";
}

function Count({ icon, look: colour, show, text }: CountProps) {
  const t = useText();
  if (show === 0) return null;
  return (
    <li className={`st ${colour}`}>
      <Icon name={icon} />
      {t(text, { count: show })}
    </li>
  );
}
