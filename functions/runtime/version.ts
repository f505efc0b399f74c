/** What `/api/health` says is running. */
export const versionIn = (environment: Readonly<Record<string, string | undefined>> = process.env): string =>
  environment.BELAEG_VERSION ?? "0.1.0";
