import { useMutation, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { isApiError } from "../api/api-error.ts";
import { send } from "../api/client.ts";
import { themesQuery } from "../api/queries.ts";
import { useAnnounce } from "../frame/announce.tsx";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Choice } from "../frame/field.tsx";
import { Icon } from "../frame/icon.tsx";
import { Problem } from "../frame/problem.tsx";
import { fileNameIn, saveBlob } from "../frame/save-blob.ts";
import { useText } from "../text/text.tsx";
import { type BlockedStatement, blockedStatements } from "./blocked-statements.ts";

const FORMATS = ["docx", "md", "csv", "jsonld", "ris"] as const;
type Format = (typeof FORMATS)[number];
type Scope = "accepted" | "all";

/** The way out: a file with what was accepted, or a list of what stands in the way. */
export function ExportButton({ ws }: { ws: string }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon="download" onPress={() => setOpen(true)}>
        {t("export.open")}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t("export.title")}>
        <ExportForm ws={ws} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function ExportForm({ ws, onClose }: { ws: string; onClose: () => void }) {
  const t = useText();
  const announce = useAnnounce();
  const [format, setFormat] = useState<Format>("docx");
  const [scope, setScope] = useState<Scope>("accepted");
  const fetchFile = useMutation({
    mutationFn: async () => {
      const answer = await send("GET", `/workspaces/${ws}/export`, { query: { format, scope } });
      const name = fileNameIn(answer.headers.get("content-disposition")) ?? `belaeg.${format}`;
      saveBlob(await answer.blob(), name);
      return name;
    },
    onSuccess: (name) => announce(t("export.done", { name })),
  });
  const blocked =
    isApiError(fetchFile.error) && fetchFile.error.code === "reread-pending"
      ? blockedStatements(fetchFile.error.details)
      : undefined;
  return (
    <div className="form">
      {blocked && <Blocked ws={ws} statements={blocked} onGo={onClose} />}
      {fetchFile.error && !blocked && <Problem error={fetchFile.error} focus />}
      {fetchFile.data && (
        <p className="st st-accepted">
          <Icon name="accepted" />
          {t("export.done", { name: fetchFile.data })}
        </p>
      )}
      <Choice
        label={t("export.format")}
        value={format}
        onChange={setFormat}
        choices={FORMATS.map((value) => ({ value, name: t(`export.${value}`), hint: t(`export.${value}-hint`) }))}
      />
      <Choice
        label={t("export.scope")}
        value={scope}
        onChange={(next) => {
          setScope(next);
          fetchFile.reset();
        }}
        choices={[
          { value: "accepted", name: t("export.accepted") },
          { value: "all", name: t("export.all") },
        ]}
      />
      <div className="actions">
        <Button rank={1} icon="download" isPending={fetchFile.isPending} onPress={() => fetchFile.mutate()}>
          {t("export.go")}
        </Button>
        <Button rank={3} onPress={onClose}>
          {t("frame.close")}
        </Button>
      </div>
    </div>
  );
}

interface BlockedProps {
  ws: string;
  statements: readonly BlockedStatement[];
  onGo: () => void;
}

/** Not an error of the person's: a list of sentences, each with the way to it. */
function Blocked({ ws, statements, onGo }: BlockedProps) {
  const t = useText();
  const themes = useQuery(themesQuery(ws)).data ?? [];
  return (
    <div className="alert alert-warn" role="alert">
      <Icon name="refresh" />
      <h3>{t("export.blocked")}</h3>
      <p className="small">{t("export.blocked-body", { count: statements.length })}</p>
      <ul className="small">
        {statements.map((statement) => (
          <li key={statement.id}>
            {statement.text && <>»{statement.text}« </>}
            {statement.themeId && (
              <Link to="/w/$ws/temaer/$theme" params={{ ws, theme: statement.themeId }} onClick={onGo}>
                {t("export.blocked-go", {
                  theme: themes.find((theme) => theme.id === statement.themeId)?.name[t.language] ?? statement.themeId,
                })}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
