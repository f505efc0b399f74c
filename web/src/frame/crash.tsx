import { Link } from "@tanstack/react-router";
import { useText } from "../text/text.tsx";
import { Button } from "./button.tsx";

/** A screen broke while drawing: say so, keep the way out. */
export function Crash() {
  const t = useText();
  return (
    <main className="page" id="indhold">
      <h1>{t("error.title")}</h1>
      <p>{t("error.unexpected")}</p>
      <Button rank={1} onPress={() => location.reload()}>
        {t("frame.retry")}
      </Button>
    </main>
  );
}

export function NotFound() {
  const t = useText();
  return (
    <main className="page" id="indhold">
      <h1>{t("error.title")}</h1>
      <p>{t("error.not-found")}</p>
      <p>
        <Link to="/arbejdsrum">{t("error.go-home")}</Link>
      </p>
    </main>
  );
}
