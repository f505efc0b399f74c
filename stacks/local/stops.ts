/** What has been started and must be stopped, in the opposite order, also when something in between fails to start. */
export class Stops {
  readonly #steps: (() => Promise<unknown>)[] = [];

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** Each step is tried, whatever the others do; the first fault is thrown at the end. */
  async run(): Promise<void> {
    let fault: { error: unknown } | undefined;
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        fault ??= { error };
      }
    }
    if (fault !== undefined) throw fault.error;
  }
}
