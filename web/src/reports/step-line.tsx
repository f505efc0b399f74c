import { Icon } from "../frame/icon.tsx";
import { useText } from "../text/text.tsx";
import { STEPS, type Step } from "./report-steps.ts";
import look from "./step-line.module.css";

/** The five steps of a report, the current one in words for those who hear it. */
export function StepLine({ step }: { step: Step }) {
  const t = useText();
  const at = STEPS.indexOf(step);
  return (
    <>
      <p className="sr">{t("step.of", { step: at + 1, name: t(`step.${step}`) })}</p>
      <ol className={look.steps} aria-hidden="true">
        {STEPS.map((name, place) => (
          <li key={name} className={place < at ? look.done : place === at ? look.current : undefined}>
            {place < at ? <Icon name="check" small /> : <i />}
            <span>{t(`step.${name}`)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
