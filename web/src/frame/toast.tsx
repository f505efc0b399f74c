import { type ReactNode, useEffect, useState } from "react";

const SHOWN_MS = 6_000;
/** With somewhere to go in it there is more to read, and to reach. */
const SHOWN_WITH_LINK_MS = 15_000;

export interface ToastMessage {
  text: string;
  /** Goes up with each message: the same sentence twice is shown twice. */
  turn: number;
  link?: ReactNode;
}

/** A sentence at the foot of the screen that goes by itself. What it says is announced where it is said. */
export function Toast({
  message,
  className = "",
}: {
  message: ToastMessage | undefined;
  className?: string | undefined;
}) {
  const [gone, setGone] = useState(0);
  const turn = message?.turn ?? 0;
  const shownMs = message?.link ? SHOWN_WITH_LINK_MS : SHOWN_MS;
  useEffect(() => {
    if (turn === 0) return;
    const timer = setTimeout(() => setGone(turn), shownMs);
    return () => clearTimeout(timer);
  }, [turn, shownMs]);
  if (!message || gone === turn) return null;
  return (
    <div className={`passing ${className}`} data-toast>
      <span aria-hidden="true">{message.text}</span>
      {message.link}
    </div>
  );
}
