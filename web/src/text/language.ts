export type Language = "da" | "en";

const KEY = "belaeg.language";

/** What was chosen before on this machine, else Danish. */
export function readLanguage(): Language {
  const chosen = localStorage.getItem(KEY);
  if (chosen === "da" || chosen === "en") return chosen;
  return "da";
}

export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}
