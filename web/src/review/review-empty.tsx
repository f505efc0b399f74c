import { Link } from "@tanstack/react-router";
import { useText } from "../text/text.tsx";

/** Nothing to review yet: what to do first. */
export function ReviewEmpty({ ws }: { ws: string }) {
  const t = useText();
  return (
    <div className="page">
      <h1>{t("review.empty-title")}</h1>
      <p>{t("review.empty-lead")}</p>
      <p>
        <Link className="btn btn-1" to="/w/$ws/rapporter" params={{ ws }}>
          {t("review.empty-action")}
        </Link>
      </p>
    </div>
  );
}
