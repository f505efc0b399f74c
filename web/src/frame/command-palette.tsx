import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import {
  Autocomplete,
  Collection,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { reportsQuery, themesQuery } from "../api/queries.ts";
import { useText } from "../text/text.tsx";
import { type Command, useCommandList } from "./commands.tsx";
import { PLACES } from "./places.ts";

/** å and aa, case and accents are the same to somebody who searches. */
const folded = (text: string) =>
  text.normalize("NFC").toLocaleLowerCase("da").replaceAll("aa", "å").replaceAll("é", "e");

const contains = (text: string, wanted: string) =>
  folded(wanted)
    .split(/\s+/)
    .every((word) => folded(text).includes(word));

interface PaletteProps {
  ws: string;
  open: boolean;
  onClose: () => void;
}

/** Everything one can go to or do, by typing: Ctrl K. */
export function CommandPalette({ ws, open, onClose }: PaletteProps) {
  const t = useText();
  return (
    <ModalOverlay className="veil veil-high" isOpen={open} isDismissable onOpenChange={(is) => !is && onClose()}>
      <Modal className="window palette">
        <Dialog className="window-body" aria-label={t("palette.title")}>
          <PaletteBody ws={ws} onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteBody({ ws, onClose }: Omit<PaletteProps, "open">) {
  const t = useText();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const offered = useCommandList();
  const themes = useQuery(themesQuery(ws)).data ?? [];
  const reports = useQuery(reportsQuery(ws)).data ?? [];
  const places: Command[] = PLACES.map((place) => ({
    id: place.to,
    label: t(place.name),
    run: () => void navigate({ to: place.to, params: { ws } }),
  }));
  const groups: { id: string; name: string; commands: readonly Command[] }[] = [
    { id: "actions", name: t("palette.actions"), commands: offered },
    { id: "places", name: t("palette.places"), commands: places },
    {
      id: "themes",
      name: t("palette.themes"),
      commands: themes.map((theme) => ({
        id: `theme-${theme.id}`,
        label: theme.name[t.language],
        run: () => void navigate({ to: "/w/$ws/temaer/$theme", params: { ws, theme: theme.id } }),
      })),
    },
    {
      id: "reports",
      name: t("palette.reports"),
      commands: reports.map((report) => ({
        id: `report-${report.id}`,
        label: report.title,
        run: () => void navigate({ to: "/w/$ws/gennemgang", params: { ws }, search: { report: report.id } }),
      })),
    },
  ];
  const searching: Command = {
    id: "search",
    label: t("palette.search-claims", { query }),
    run: () => void navigate({ to: "/w/$ws/gennemgang", params: { ws }, search: { q: query } }),
  };
  return (
    // the search line always fits: it is what to do when nothing else does
    <Autocomplete
      inputValue={query}
      onInputChange={setQuery}
      filter={(text, wanted) => text === searching.label || contains(text, wanted)}
    >
      <SearchField autoFocus aria-label={t("palette.title")} className="palette-search">
        <Input className="input" placeholder={t("palette.placeholder")} />
      </SearchField>
      <Menu className="menu palette-list" renderEmptyState={() => <p className="meta">{t("palette.none")}</p>}>
        {groups
          .filter((group) => group.commands.length > 0)
          .map((group) => (
            <MenuSection key={group.id} id={group.id}>
              <Header>{group.name}</Header>
              <Collection items={group.commands}>
                {(command) => <PaletteItem command={command} onClose={onClose} />}
              </Collection>
            </MenuSection>
          ))}
        {query.trim() !== "" && <PaletteItem command={searching} onClose={onClose} />}
      </Menu>
    </Autocomplete>
  );
}

function PaletteItem({ command, onClose }: { command: Command; onClose: () => void }) {
  return (
    <MenuItem
      id={command.id}
      className="menu-item"
      textValue={command.label}
      onAction={() => {
        onClose();
        command.run();
      }}
    >
      <span>{command.label}</span>
      {command.key && <kbd>{command.key}</kbd>}
    </MenuItem>
  );
}
