import { useText } from "../text/text.tsx";
import css from "./evaluations.module.css";

const isHead = (line: string) => /^(?:diff |index |--- |\+\+\+ )/.test(line);

/** The prompt's lines that went and came, told by sign and colour. */
export function PromptChange({ diff }: { diff: string }) {
  const t = useText();
  const lines = diff
    .split("\n")
    .filter((line) => line !== "" && !isHead(line))
    .map((line, place) => ({ line, place }));
  return (
    <section className="panel">
      <h2>{t("evaluations.prompt")}</h2>
      {lines.length === 0 ? (
        <p>{t("evaluations.same-prompt")}</p>
      ) : (
        <div className={css.diff}>
          {lines.map(({ line, place }) => {
            const Way = line.startsWith("+") ? "ins" : line.startsWith("-") ? "del" : "span";
            return <Way key={place}>{line}</Way>;
          })}
        </div>
      )}
    </section>
  );
}
