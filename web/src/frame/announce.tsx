import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

const AnnounceContext = createContext<(message: string) => void>(() => undefined);

/** `announce("Gemt")`: said by screen readers when they are done with what they are saying; nothing on the screen moves. */
export const useAnnounce = () => useContext(AnnounceContext);

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState({ message: "", turn: 0 });
  const announce = useCallback((message: string) => setSaid((last) => ({ message, turn: last.turn + 1 })), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      {/* two regions in turn, so that the same sentence twice is said twice */}
      {[0, 1].map((turn) => (
        <div key={turn} className="sr" role="status" aria-live="polite">
          {said.turn % 2 === turn ? said.message : ""}
        </div>
      ))}
    </AnnounceContext>
  );
}
