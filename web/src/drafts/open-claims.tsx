import { Link } from "@tanstack/react-router";
import type { Claim } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { ClaimStatusMark } from "../frame/status.tsx";
import { useText } from "../text/text.tsx";
import type { Statement, StatementVote } from "./draft-requests.ts";
import look from "./statement-list.module.css";

interface OpenClaimsProps {
  ws: string;
  statement: Statement;
  claims: readonly { id: string; claim: Claim | null | undefined }[];
  saving: boolean;
  onClose: () => void;
  onVote: (change: Pick<StatementVote, "acceptClaims" | "claimIds">) => void;
}

/** A sentence may rest only on accepted claims: accept those that wait together with it, or leave them out. */
export function OpenClaims({ ws, statement, claims, saving, onClose, onVote }: OpenClaimsProps) {
  const t = useText();
  const pending = claims.filter(({ claim }) => claim?.status === "pending").length;
  // only a claim that waits can be accepted along; a rejected or disputed one has to be left out
  const canAccept = pending === claims.length && pending > 0;
  const open = new Set(claims.map(({ id }) => id));
  const left = statement.claimIds.filter((id) => !open.has(id));
  return (
    <Dialog open wide onClose={onClose} title={t("open-claims.title")}>
      <div className="form">
        <p>{t("open-claims.body", { pending })}</p>
        <ul className={look.claims}>
          {claims.map(({ id, claim }) => (
            <li key={id}>
              {claim && <ClaimStatusMark claim={claim} />}
              <p>{claim?.text ?? id}</p>
              <Link to="/w/$ws/gennemgang" params={{ ws }} search={{ claim: id }}>
                {t("open-claims.see")}
              </Link>
            </li>
          ))}
        </ul>
        <div className="actions">
          {canAccept && (
            <Button rank={1} isPending={saving} onPress={() => onVote({ acceptClaims: true })}>
              {t("open-claims.accept", { count: pending })}
            </Button>
          )}
          {left.length > 0 && (
            <Button isPending={saving} onPress={() => onVote({ claimIds: left })}>
              {t("open-claims.remove", { count: claims.length })}
            </Button>
          )}
          <Button rank={3} onPress={onClose}>
            {t("frame.cancel")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
