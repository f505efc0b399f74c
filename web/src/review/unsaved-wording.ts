const KEY = (claimId: string) => `belaeg.wording.${claimId}`;

/** A wording one has begun and left: on this machine, until it is saved or put back. A full or closed store loses nothing else. */
export const unsavedWording = {
  read(claimId: string): string | undefined {
    try {
      return localStorage.getItem(KEY(claimId)) ?? undefined;
    } catch {
      return undefined;
    }
  },
  keep(claimId: string, text: string | undefined): void {
    try {
      if (text === undefined) localStorage.removeItem(KEY(claimId));
      else localStorage.setItem(KEY(claimId), text);
    } catch {
      // the text stays in the field
    }
  },
};
