import { Icon, type IconName } from "../frame/icon.tsx";
import type { ClaimState } from "../frame/status.tsx";
import { useText } from "../text/text.tsx";
import type { ClaimFace } from "./claim-face.ts";

const LOOK: Record<ClaimState, readonly [IconName, string]> = {
  pending: ["pending", "st-pending"],
  unsure: ["doubt", "st-doubt"],
  accepted: ["accepted", "st-accepted"],
  reworded: ["reworded", "st-accepted"],
  rejected: ["rejected", "st-rejected"],
  conflict: ["conflict", "st-conflict"],
};

/** Icon, word and colour; `bare` leaves the word to screen readers where it stands beside the icon anyway. */
export function StateMark({ face, bare = false, word }: { face: ClaimFace; bare?: boolean; word?: string }) {
  const t = useText();
  const [icon, look] = LOOK[face.state];
  const said = word ?? t(`claim.${face.state}`);
  return (
    <span className={`st ${look}`}>
      <Icon name={icon} />
      <span className={bare ? "sr" : ""}>
        {face.awaitsSecond && !bare ? t("review.awaits-second", { state: said }) : said}
      </span>
    </span>
  );
}
