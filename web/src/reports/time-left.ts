import { useEffect, useRef } from "react";

/**
 * Minutes left at the pace seen so far, or undefined while it is too early to say. Whole minutes: the pace of a report
 * is not even, and a number that jumps helps nobody.
 */
export function minutesLeft(
  first: { at: number; done: number },
  now: { at: number; done: number },
  total: number,
): number | undefined {
  const seconds = (now.at - first.at) / 1000;
  const gained = now.done - first.done;
  if (seconds < 4 || gained <= 0) return undefined;
  return Math.floor(((total - now.done) * seconds) / gained / 60 + 0.5);
}

/** Follows one piece of work from when it was first seen. */
export function useMinutesLeft(done: number, total: number, stage: string): number | undefined {
  const first = useRef({ stage, at: Date.now(), done });
  useEffect(() => {
    if (first.current.stage !== stage) first.current = { stage, at: Date.now(), done };
  }, [stage, done]);
  if (first.current.stage !== stage) return undefined;
  return minutesLeft(first.current, { at: Date.now(), done }, total);
}
