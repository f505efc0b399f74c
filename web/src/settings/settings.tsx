import { usePageTitle } from "../frame/page-title.ts";
import { useText } from "../text/text.tsx";

export function Settings({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.settings"));
  return (
    <div className="page" data-workspace={ws}>
      <h1>{t("place.settings")}</h1>
    </div>
  );
}
