import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { authConfigQuery, meQuery } from "../api/queries.ts";
import { session } from "../api/session.ts";
import type { Person } from "../api/shapes.ts";
import { whoIsHere } from "../api/who-is-here.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { useText } from "../text/text.tsx";
import { useSessionClock } from "./session-clock.ts";
import { signInAddress } from "./sign-in-address.ts";

/** Where the tab ends up in which one signs in again, so that this one can stay as it is. */
const AGAIN = "/log-ind/igen";

/**
 * Stands over every page: warns before the session ends, lets one sign in again without leaving the page when it has, and
 * asks when it is somebody else who did.
 */
export function SessionWatch() {
  const client = useQueryClient();
  const isSignedIn = useSyncExternalStore(session.onChange, session.signedIn);
  const isOver = useSyncExternalStore(session.onChange, session.isOver);
  const me = useQuery({ ...meQuery, enabled: isSignedIn }).data?.person;
  const { ending, stay } = useSessionClock(isSignedIn);
  const [other, setOther] = useState<Person>();
  const [away, setAway] = useState(false);
  /** Whose page this is: the first person this tab was answered as since she signed in here. */
  const mine = useRef<Person>(undefined);
  if (!isSignedIn && !isOver) mine.current = undefined;
  else mine.current ??= me;

  useEffect(() => {
    if (!isOver) setAway(false);
  }, [isOver]);
  useEffect(
    () =>
      session.onChange((elsewhere) => {
        if (!elsewhere || mine.current === undefined) return;
        whoIsHere().then(
          (person) => {
            if (person === undefined || mine.current === undefined) return;
            if (person.id !== mine.current.id) return setOther(person);
            setOther(undefined);
            void client.invalidateQueries();
          },
          () => undefined,
        );
      }),
    [client],
  );

  const stranger = other ?? (me && me.id !== mine.current?.id ? me : undefined);
  if (stranger && mine.current) return <SomebodyElse mine={mine.current} other={stranger} />;
  if (isOver && !away) return <Over person={mine.current} onAway={() => setAway(true)} />;
  if (ending) return <Ending at={ending.at} isFinal={ending.isFinal} onStay={stay} />;
  return null;
}

/** In a tab of its own: this one keeps what is written in it. `wanted` is who must come back, where somebody else is in. */
function SignInAgain({ wanted }: { wanted?: Person }) {
  const t = useText();
  const config = useQuery(authConfigQuery).data;
  return (
    <a
      className="btn btn-1"
      href={signInAddress(config, AGAIN, wanted !== undefined)}
      target="_blank"
      rel="noopener opener"
    >
      {wanted ? t("session.sign-in-as", { name: wanted.name }) : t("session.sign-in-again")}
    </a>
  );
}

function Over({ person, onAway }: { person: Person | undefined; onAway: () => void }) {
  const t = useText();
  return (
    <Dialog open alert onClose={onAway} title={t("session.over")}>
      <div className="form">
        <p>{person ? t("session.over-body", { name: person.name }) : t("session.over-body-nobody")}</p>
        <div className="actions">
          <SignInAgain />
          <Button rank={3} onPress={onAway}>
            {t("session.read-on")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Ending({ at, isFinal, onStay }: { at: number; isFinal: boolean; onStay: () => void }) {
  const t = useText();
  const time = t.time(new Date(at).toISOString());
  return (
    <Dialog open alert onClose={onStay} title={t("session.ending", { time })}>
      <div className="form">
        <p>{t(isFinal ? "session.ending-day" : "session.ending-idle")}</p>
        <div className="actions">
          {isFinal ? (
            <SignInAgain />
          ) : (
            <Button rank={1} autoFocus onPress={onStay}>
              {t("session.stay")}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

/** Her decisions that are not sent stay in this browser under her name; nobody else sends them. */
function SomebodyElse({ mine, other }: { mine: Person; other: Person }) {
  const t = useText();
  return (
    <Dialog open alert onClose={() => location.reload()} title={t("session.other", { other: other.name })}>
      <div className="form">
        <p>{t("session.other-body", { mine: mine.name, other: other.name })}</p>
        <div className="actions">
          <SignInAgain wanted={mine} />
          <Button rank={2} onPress={() => location.reload()}>
            {t("session.go-on-as", { other: other.name })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
