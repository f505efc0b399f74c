import { usePageTitle } from "../frame/page-title.ts";
import { useText } from "../text/text.tsx";

export function Reports({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.reports"));
  return (
    <div className="page" data-workspace={ws}>
      <h1>{t("place.reports")}</h1>
    </div>
  );
}
