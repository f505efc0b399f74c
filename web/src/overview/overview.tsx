import { usePageTitle } from "../frame/page-title.ts";
import { useText } from "../text/text.tsx";

export function Overview({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.overview"));
  return (
    <div className="page" data-workspace={ws}>
      <h1>{t("place.overview")}</h1>
    </div>
  );
}
