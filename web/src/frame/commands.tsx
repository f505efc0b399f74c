import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

/** Something a screen lets the palette do, with the key that does it too. */
export interface Command {
  id: string;
  label: string;
  key?: string;
  run: () => void;
}

interface Commands {
  all: readonly Command[];
  offer(group: string, commands: readonly Command[]): () => void;
}

const CommandsContext = createContext<Commands>({ all: [], offer: () => () => undefined });

export function CommandsProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<Readonly<Record<string, readonly Command[]>>>({});
  const commands = useMemo<Commands>(
    () => ({
      all: Object.values(groups).flat(),
      offer(group, offered) {
        setGroups((now) => ({ ...now, [group]: offered }));
        return () => setGroups(({ [group]: _gone, ...rest }) => rest);
      },
    }),
    [groups],
  );
  return <CommandsContext value={commands}>{children}</CommandsContext>;
}

export const useCommandList = () => useContext(CommandsContext).all;

/** Offers the screen's commands to the palette while it is shown. Memoise `commands`. */
export function useCommands(group: string, commands: readonly Command[]): void {
  const { offer } = useContext(CommandsContext);
  const [stable] = useState(() => offer);
  useEffect(() => stable(group, commands), [stable, group, commands]);
}
