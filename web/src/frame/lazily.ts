import { type ComponentType, createElement, lazy, type ReactNode } from "react";

interface Fetched {
  preload: () => Promise<unknown>;
}

/** A component whose code is fetched when it is first wanted. */
export function lazily<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> & Fetched {
  const Late = lazy(async () => ({ default: await load() }));
  return Object.assign((props: Props) => createElement(Late as unknown as ComponentType<Props>, props), {
    preload: load,
  });
}

/** A route's component that knows what it is made of: the router fetches it when somebody points at the way there. */
export const madeOf = (parts: readonly Fetched[], component: () => ReactNode) =>
  Object.assign(component, {
    preload: async () => {
      await Promise.all(parts.map((part) => part.preload()));
    },
  });
