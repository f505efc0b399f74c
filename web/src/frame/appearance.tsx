import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { type Language, readLanguage, rememberLanguage } from "../text/language.ts";
import { TextContext, textIn } from "../text/text.tsx";
import { applyThemeChoice, readThemeChoice, type ThemeChoice } from "./theme-choice.ts";

interface Appearance {
  language: Language;
  setLanguage(language: Language): void;
  theme: ThemeChoice;
  setTheme(theme: ThemeChoice): void;
}

const AppearanceContext = createContext<Appearance | undefined>(undefined);

export function useAppearance(): Appearance {
  const appearance = useContext(AppearanceContext);
  if (!appearance) throw new Error("useAppearance outside AppearanceProvider");
  return appearance;
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [language, setLanguage] = useState(readLanguage);
  const [theme, setTheme] = useState(readThemeChoice);
  const text = useMemo(() => textIn(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const appearance = useMemo<Appearance>(
    () => ({
      language,
      setLanguage(next) {
        rememberLanguage(next);
        setLanguage(next);
        // the server's own sentences (failures) come in the language asked for
        void client.invalidateQueries();
      },
      theme,
      setTheme(next) {
        applyThemeChoice(next);
        setTheme(next);
      },
    }),
    [language, theme, client],
  );
  return (
    <AppearanceContext value={appearance}>
      <TextContext value={text}>
        <I18nProvider locale={language === "da" ? "da-DK" : "en-GB"}>{children}</I18nProvider>
      </TextContext>
    </AppearanceContext>
  );
}
