import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Claim, Report } from "../api/shapes.ts";
import { Icon } from "../frame/icon.tsx";
import { pointApart } from "../text/directions.ts";
import { useText } from "../text/text.tsx";
import type { Numbered } from "./citation-numbers.ts";
import look from "./evidence-panel.module.css";

interface EvidencePanelProps {
  ws: string;
  number: number;
  numbered: readonly Numbered[];
  reportOf: (id: string) => Report | undefined;
  /** Which of the passages is in focus. */
  lit: number;
  onLit: (place: number) => void;
}

/** The passages under the sentence in focus, each with its number, report and page. */
export function EvidencePanel({ ws, number, numbered, reportOf, lit, onLit }: EvidencePanelProps) {
  const t = useText();
  const apart = useMemo(() => pointApart(numbered.map((one) => one.citation.exact)), [numbered]);
  if (numbered.length === 0) return <p className="meta">{t("evidence.none")}</p>;
  const [first, second] = (apart ?? []).map((at) => numbered[at]?.number);
  return (
    <section className={look.panel} aria-labelledby="evidence">
      <h2 id="evidence">{t("evidence.title", { number })}</h2>
      <p className="meta">
        {t("evidence.count", {
          passages: numbered.length,
          reports: new Set(numbered.map((one) => one.citation.reportId)).size,
        })}
      </p>
      {first !== undefined && second !== undefined && (
        <p className="st st-doubt" data-apart>
          <Icon name="conflict" />
          {t("evidence.apart", { first, second })}
        </p>
      )}
      <ol className={look.passages}>
        {numbered.map((one, place) => (
          <li key={one.number}>
            <PassageCard
              ws={ws}
              one={one}
              report={reportOf(one.citation.reportId)}
              on={place === lit}
              onOn={() => onLit(place)}
            />
          </li>
        ))}
      </ol>
      <p className={look.keys} aria-hidden="true">
        <span>
          <kbd>J</kbd> <kbd>K</kbd> {t("evidence.key-move")}
        </span>
        <span>
          <kbd>P</kbd> {t("evidence.key-next")}
        </span>
        <span>
          <kbd>F6</kbd> {t("evidence.key-pane")}
        </span>
      </p>
    </section>
  );
}

interface PassageCardProps {
  ws: string;
  one: Numbered;
  report: Report | undefined;
  on: boolean;
  onOn: () => void;
}

export function PassageCard({ ws, one, report, on, onOn }: PassageCardProps) {
  const t = useText();
  const { citation, claim, number } = one;
  const facts = [
    claim ? t(`kind.${claim.kind}`) : "",
    attributed(claim, (source) => t("evidence.by-source", { source })),
  ];
  return (
    // pointing lights the passage; the link inside is what one presses
    <article className={`${look.card ?? ""} ${on ? (look.on ?? "") : ""}`} onPointerEnter={onOn}>
      <header>
        <span className={on ? "cite cite-on" : "cite"}>{number}</span>
        <b title={report?.title}>{report?.title}</b>
        <Link
          className={look.page}
          to="/w/$ws/gennemgang"
          params={{ ws }}
          search={claim ? { claim: claim.id } : { report: citation.reportId }}
          onFocus={onOn}
        >
          {t("evidence.page", { page: citation.page })}
        </Link>
      </header>
      <blockquote lang={report?.language === "en" ? "en" : "da"}>
        {citation.prefix !== "" && <>… {citation.prefix}</>}
        <mark className={on ? "mark mark-lit" : "mark"}>{citation.exact}</mark>
        {citation.suffix !== "" && <>{citation.suffix} …</>}
      </blockquote>
      <p className="meta">{facts.filter((fact) => fact !== "").join(" · ")}</p>
      {citation.fidelity === "differs" && <p className="st st-warn">{t("evidence.differs")}</p>}
    </article>
  );
}

function attributed(claim: Claim | undefined, say: (source: string) => string): string {
  const by = claim?.attribution;
  if (by?.by === "source" && by.sources?.[0]) return say(by.sources.map((source) => source.label).join("; "));
  if (by?.by === "speaker" && by.speaker) return say([by.speaker.name, by.speaker.role].filter(Boolean).join(", "));
  return "";
}
