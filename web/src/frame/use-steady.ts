import { useCallback, useEffect, useRef } from "react";

/** The same function for as long as the component lives, which does what the latest one would: for memoised parts. */
export function useSteady<Args extends readonly unknown[], Answer>(
  latest: (...args: Args) => Answer,
): (...args: Args) => Answer {
  const now = useRef(latest);
  useEffect(() => {
    now.current = latest;
  });
  return useCallback((...args: Args) => now.current(...args), []);
}
