import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Claim, Theme } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Field } from "../frame/field.tsx";
import { Problem } from "../frame/problem.tsx";
import { ClaimStatusMark } from "../frame/status.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { folded } from "../text/folded.ts";
import { useText } from "../text/text.tsx";
import { type Chosen, chosenBy, type SplitWord, SplitWords } from "./split-choice.ts";
import look from "./split-theme.module.css";
import { claimsOfTheme, type Split, useSplit } from "./theme-requests.ts";

/** Rows drawn at once; the field above narrows a longer list. */
const MOST_ROWS = 150;

interface SplitThemeProps {
  ws: string;
  theme: Theme;
  onClose: () => void;
  onDone: (split: Split) => void;
}

/** Some of a theme's claims become a theme of their own. How many move is seen before anything does. */
export function SplitTheme({ ws, theme, onClose, onDone }: SplitThemeProps) {
  const t = useText();
  const claims = useQuery(claimsOfTheme(ws, theme.id));
  return (
    <Dialog open wide onClose={onClose} title={t("split.title", { theme: theme.name[t.language] })}>
      {claims.error && <Problem error={claims.error} onRetry={() => void claims.refetch()} />}
      {claims.isPending && <Waiting lines={6} />}
      {claims.data && claims.data.length < 2 && <p>{t("split.too-few")}</p>}
      {claims.data && claims.data.length >= 2 && <SplitForm {...{ ws, theme, onClose, onDone }} claims={claims.data} />}
    </Dialog>
  );
}

function SplitForm({ ws, theme, claims, onClose, onDone }: SplitThemeProps & { claims: readonly Claim[] }) {
  const t = useText();
  const split = useSplit(ws, theme);
  const all = useMemo(() => new SplitWords(claims), [claims]);
  const proposed = useMemo(() => all.proposed(theme), [all, theme]);
  const [own, setOwn] = useState<readonly SplitWord[]>([]);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [byHand, setByHand] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [name, setName] = useState({ da: "", en: "" });
  const [definition, setDefinition] = useState("");
  const [tried, setTried] = useState(false);
  const words = [...proposed, ...own];
  const chosenWords = words.filter(({ word }) => picked.has(word));
  const chosen = chosenBy(claims, chosenWords, byHand);
  const everything = chosen.moves.length === claims.length;
  const missing = (what: string) => (tried && what.trim() === "" ? t("theme.name-needed") : undefined);
  const save = () => {
    setTried(true);
    if (name.da.trim() === "" || name.en.trim() === "" || chosen.moves.length === 0 || everything) return;
    split.mutate(
      {
        words: {
          name: { da: name.da.trim(), en: name.en.trim() },
          definition: definition.trim(),
          cues: chosenWords.map(({ word }) => word),
        },
        ...chosen,
      },
      { onSuccess: onDone },
    );
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Words
        words={words}
        picked={picked}
        onToggle={(word) =>
          setPicked(picked.has(word) ? new Set([...picked].filter((one) => one !== word)) : new Set([...picked, word]))
        }
        onOwn={(word) => {
          if (!words.some((one) => folded(one.word) === folded(word)))
            setOwn([...own, { word, origin: "own", claims: all.claimsWith(word) }]);
          setPicked(new Set([...picked, words.find((one) => folded(one.word) === folded(word))?.word ?? word]));
        }}
      />
      <Rows claims={claims} chosen={chosen} onTick={(id, ticked) => setByHand(new Map(byHand).set(id, ticked))} />
      <Preview chosen={chosen} total={claims.length} tried={tried} />
      <Field
        label={t("theme.name-da")}
        value={name.da}
        onChange={(da) => setName({ ...name, da })}
        error={missing(name.da)}
        required
      />
      <Field
        label={t("theme.name-en")}
        value={name.en}
        onChange={(en) => setName({ ...name, en })}
        error={missing(name.en)}
        required
      />
      <Field
        label={t("theme.definition")}
        hint={t("theme.definition-hint")}
        value={definition}
        onChange={setDefinition}
        lines={2}
        optional
      />
      <p className="meta">{t("split.cues-move")}</p>
      {split.error && <Problem error={split.error} focus />}
      <div className="actions">
        <Button rank={1} type="submit" isPending={split.isPending}>
          {t("split.go")}
        </Button>
        <Button rank={3} onPress={onClose}>
          {t("frame.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface WordsProps {
  words: readonly SplitWord[];
  picked: ReadonlySet<string>;
  onToggle: (word: string) => void;
  onOwn: (word: string) => void;
}

/** By which words: the theme's cues, words of its claims, or one's own. */
function Words({ words, picked, onToggle, onOwn }: WordsProps) {
  const t = useText();
  const [own, setOwn] = useState("");
  const add = () => {
    const word = own.trim();
    if (word === "") return;
    onOwn(word);
    setOwn("");
  };
  return (
    <fieldset className={look.words}>
      <legend className="label">{t("split.words")}</legend>
      <p className="hint">{t("split.words-hint")}</p>
      <div className={look.tags}>
        {words.map(({ word, claims }) => (
          <button
            key={word}
            className="tag"
            type="button"
            aria-pressed={picked.has(word)}
            onClick={() => onToggle(word)}
          >
            {word} <b>{t.number(claims.size)}</b>{" "}
            <span className="sr">{t("split.in-claims", { count: claims.size })}</span>
          </button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter in the field adds the word, and does not send the form */}
      <div
        className={look.own}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
          event.preventDefault();
          add();
        }}
      >
        <Field label={t("split.own-word")} value={own} onChange={setOwn} />
        <Button onPress={add}>{t("split.add-word")}</Button>
      </div>
    </fieldset>
  );
}

interface RowsProps {
  claims: readonly Claim[];
  chosen: Chosen;
  onTick: (id: string, ticked: boolean) => void;
}

/** Every claim of the theme, ticked when it moves. */
function Rows({ claims, chosen, onTick }: RowsProps) {
  const t = useText();
  const [wanted, setWanted] = useState("");
  const moving = new Set(chosen.moves.map(({ id }) => id));
  const needle = folded(wanted.trim());
  const found = needle === "" ? claims : claims.filter((claim) => folded(claim.text).includes(needle));
  return (
    <fieldset className={look.words}>
      <legend className="label">{t("split.claims")}</legend>
      <Field label={t("split.find")} type="search" value={wanted} onChange={setWanted} />
      <ul className={look.rows}>
        {found.slice(0, MOST_ROWS).map((claim) => (
          <li key={claim.id}>
            <label>
              <input
                type="checkbox"
                checked={moving.has(claim.id)}
                onChange={(event) => onTick(claim.id, event.target.checked)}
              />
              <span lang="da">{claim.text}</span>
            </label>
            <ClaimStatusMark claim={claim} />
          </li>
        ))}
      </ul>
      {found.length > MOST_ROWS && <p className="meta">{t("split.more", { count: found.length - MOST_ROWS })}</p>}
      {found.length === 0 && <p className="meta">{t("split.none-found")}</p>}
    </fieldset>
  );
}

function Preview({ chosen, total, tried }: { chosen: Chosen; total: number; tried: boolean }) {
  const t = useText();
  const { moves } = chosen;
  const decided = moves.filter(({ status }) => status !== "pending").length;
  const fault = moves.length === 0 ? "split.none" : moves.length === total ? "split.all" : undefined;
  return (
    <p className={look.preview} role="status" data-preview>
      {fault && tried ? (
        <span className="field-error">{t(fault)}</span>
      ) : (
        t("split.preview", { moves: moves.length, total, decided, stays: total - moves.length })
      )}
    </p>
  );
}
