import { useState } from "react";
import type { KeptEvaluation } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import css from "./evaluations.module.css";

interface MovedProps {
  claims: KeptEvaluation["lost"];
  way: "lost" | "gained";
}

const FIRST = 3;

/** Known claims that one version finds and the other does not. */
export function Moved({ claims, way }: MovedProps) {
  const t = useText();
  const [all, setAll] = useState(false);
  return (
    <section className="panel">
      <h2 className={css.moved}>
        <Icon name={way === "lost" ? "minus" : "plus"} />
        {t(`evaluations.${way}`, { count: claims.length })}
      </h2>
      <p className="meta">{claims.length === 0 ? t("evaluations.nothing-moved") : t(`evaluations.${way}-lead`)}</p>
      <ul className={css.claims}>
        {(all ? claims : claims.slice(0, FIRST)).map(({ report, text, kind }) => (
          <li key={`${report} ${text}`}>
            <p>{text}</p>
            <p className="meta">
              {report} · {t(`kind.${kind}`)}
            </p>
          </li>
        ))}
      </ul>
      {claims.length > FIRST && !all && (
        <Button onPress={() => setAll(true)}>{t("evaluations.show-all", { count: claims.length })}</Button>
      )}
    </section>
  );
}
