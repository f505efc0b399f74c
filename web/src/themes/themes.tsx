import { usePageTitle } from "../frame/page-title.ts";
import { useText } from "../text/text.tsx";

export function Themes({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.themes"));
  return (
    <div className="page" data-workspace={ws}>
      <h1>{t("place.themes")}</h1>
    </div>
  );
}
