/** A service whose every method answers with a promise, so nobody can tell that its code was not there yet. */
type Asynchronous<Service> = { [Name in keyof Service]: (...args: never[]) => Promise<unknown> };

/**
 * A service whose code is loaded when its first method is called: what most requests never touch is no part of a cold
 * start. A load that failed is tried again at the next call.
 * @param methods every method by name; the type sees to it that none is forgotten.
 */
export function later<Service extends Asynchronous<Service>>(
  load: () => Promise<Service>,
  methods: Readonly<Record<keyof Service, true>>,
): Service {
  let loading: Promise<Service> | undefined;
  const loaded = () => {
    loading ??= load();
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  const names = Object.keys(methods) as (keyof Service)[];
  const entries = names.map((name) => [
    name,
    async (...args: never[]) => {
      const service = await loaded();
      return service[name](...args);
    },
  ]);
  return Object.fromEntries(entries) as Service;
}
