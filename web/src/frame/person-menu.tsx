import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Separator } from "react-aria-components";
import type { Person } from "../api/shapes.ts";
import type { Language } from "../text/language.ts";
import { useText } from "../text/text.tsx";
import { useAppearance } from "./appearance.tsx";
import { Icon } from "./icon.tsx";
import { initials } from "./initials.ts";
import type { ThemeChoice } from "./theme-choice.ts";

const LANGUAGES = [
  ["da", "Dansk"],
  ["en", "English"],
] as const satisfies readonly (readonly [Language, string])[];
const THEMES = ["system", "light", "dark"] as const satisfies readonly ThemeChoice[];

interface PersonMenuProps {
  person: Person | undefined;
  onSignOut: () => void;
  onSignOutEverywhere: (() => void) | undefined;
}

/** Language and appearance can be chosen before signing in too; then there is no person yet. */
export function PersonMenu({ person, onSignOut, onSignOutEverywhere }: PersonMenuProps) {
  const t = useText();
  const { language, setLanguage, theme, setTheme } = useAppearance();
  return (
    <MenuTrigger>
      <Button className="person">
        {person ? (
          <span className="avatar" aria-hidden="true">
            {initials(person.name)}
          </span>
        ) : (
          <Icon name="account" />
        )}
        <span className="person-name">{person?.name ?? t("person.appearance")}</span>
        {person && <span className="sr">{t("person.menu")}</span>}
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu">
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[language]}
            onSelectionChange={(keys) => {
              for (const key of keys) setLanguage(key as Language);
            }}
          >
            <Header>{t("person.language")}</Header>
            {LANGUAGES.map(([code, name]) => (
              <MenuItem key={code} id={code} className="menu-item" textValue={name}>
                <span lang={code}>{name}</span>
                {code === language && <Icon name="check" small />}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[theme]}
            onSelectionChange={(keys) => {
              for (const key of keys) setTheme(key as ThemeChoice);
            }}
          >
            <Header>{t("person.theme")}</Header>
            {THEMES.map((choice) => (
              <MenuItem key={choice} id={choice} className="menu-item" textValue={t(`theme.${choice}`)}>
                <span>{t(`theme.${choice}`)}</span>
                {choice === theme && <Icon name="check" small />}
              </MenuItem>
            ))}
          </MenuSection>
          {person && <Separator />}
          {person && (
            <MenuItem id="sign-out" className="menu-item" onAction={onSignOut}>
              {t("person.sign-out")}
            </MenuItem>
          )}
          {person && onSignOutEverywhere && (
            <MenuItem id="sign-out-everywhere" className="menu-item" onAction={onSignOutEverywhere}>
              {t("person.sign-out-everywhere")}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
