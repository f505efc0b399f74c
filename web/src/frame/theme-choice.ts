export type ThemeChoice = "system" | "light" | "dark";

const KEY = "belaeg.theme";

export function readThemeChoice(): ThemeChoice {
  const chosen = localStorage.getItem(KEY);
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

/** tokens.css follows the system unless the root says otherwise. */
export function applyThemeChoice(choice: ThemeChoice): void {
  if (choice === "system") {
    delete document.documentElement.dataset.theme;
    localStorage.removeItem(KEY);
  } else {
    document.documentElement.dataset.theme = choice;
    localStorage.setItem(KEY, choice);
  }
}
