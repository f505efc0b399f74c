import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useMyState } from "../api/my-state.ts";
import { Button } from "../frame/button.tsx";
import { useText } from "../text/text.tsx";
import look from "./tour.module.css";

const STEPS = [
  { name: "tour.1", body: "tour.1-body" },
  { name: "tour.2", body: "tour.2-body", to: "/w/$ws/gennemgang", go: "tour.2-go" },
  { name: "tour.3", body: "tour.3-body", to: "/w/$ws/temaer", go: "tour.3-go" },
  { name: "tour.4", body: "tour.4-body", to: "/w/$ws/rapporter", go: "tour.4-go" },
] as const;

/** Four steps for a newcomer, dismissed for good on every machine. It stands in the page and covers nothing. */
export function Tour({ ws }: { ws: string }) {
  const t = useText();
  const { state, change } = useMyState(ws);
  const [at, setAt] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  useEffect(() => {
    if (moved.current) heading.current?.focus();
    moved.current = at >= 0;
  }, [at]);
  const step = STEPS[at];
  if (!state || state.tour === "done" || !step) return null;
  const end = () => change({ tour: "done" });
  return (
    <section className={look.tour} aria-label={t("tour.title")}>
      <p className="meta">
        {t("tour.title")} · {t("tour.step", { step: at + 1, count: STEPS.length })}
      </p>
      <h2 ref={heading} tabIndex={-1}>
        {t(step.name)}
      </h2>
      <p>{t(step.body)}</p>
      <div className="actions">
        {at < STEPS.length - 1 ? (
          <Button small onPress={() => setAt(at + 1)}>
            {t("tour.next")}
          </Button>
        ) : (
          <Button small onPress={end}>
            {t("tour.end")}
          </Button>
        )}
        {at > 0 && (
          <Button small rank={3} onPress={() => setAt(at - 1)}>
            {t("tour.back")}
          </Button>
        )}
        {"to" in step && (
          <Link className="btn btn-3 btn-s" to={step.to} params={{ ws }}>
            {t(step.go)}
          </Link>
        )}
        {at < STEPS.length - 1 && (
          <Button small rank={3} onPress={end}>
            {t("tour.never")}
          </Button>
        )}
      </div>
    </section>
  );
}
