import { useText } from "../text/text.tsx";

/** Where an expert goes through the claims, one by one. */
export function ReviewScreen({ ws }: { ws: string }) {
  const t = useText();
  return (
    <div className="page" data-workspace={ws}>
      <h1>{t("place.review")}</h1>
    </div>
  );
}
