import { useEffect, useRef } from "react";
import { isApiError } from "../api/api-error.ts";
import { useText } from "../text/text.tsx";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** The sentence for a failure: the server's own, else what can be said without an answer. */
export function useProblemText(): (error: unknown) => string {
  const t = useText();
  return (error) => {
    if (!isApiError(error)) return t("error.unexpected");
    return error.code === "offline" ? t("error.offline") : error.message || t("error.unexpected");
  };
}

interface ProblemProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** Take focus when it appears: for answers to what the person just did. */
  focus?: boolean;
}

/** What went wrong in words, where the work is, with one thing to do. */
export function Problem({ error, onRetry, focus = false }: ProblemProps) {
  const t = useText();
  const say = useProblemText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) box.current?.focus();
  }, [focus]);
  return (
    <div className="alert alert-no" role="alert" ref={box} tabIndex={-1}>
      <Icon name="warning" />
      <h3>{t("error.title")}</h3>
      <p>{say(error)}</p>
      {onRetry && (
        <div className="actions">
          <Button small onPress={onRetry}>
            {t("frame.retry")}
          </Button>
        </div>
      )}
    </div>
  );
}
