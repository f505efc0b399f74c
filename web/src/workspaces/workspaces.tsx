import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { post } from "../api/client.ts";
import { meQuery } from "../api/queries.ts";
import type { Workspace } from "../api/shapes.ts";
import { Button } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Choice, Field } from "../frame/field.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import look from "./workspaces.module.css";

/** The workspaces one is a member of, and the way to a new one. */
export function Workspaces() {
  const t = useText();
  usePageTitle(t("place.workspaces"));
  const me = useQuery(meQuery);
  const [making, setMaking] = useState(false);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{t("workspaces.title")}</h1>
          <p className="meta">{t("workspaces.lead")}</p>
        </div>
        <div className="actions">
          <Button rank={1} icon="plus" onPress={() => setMaking(true)}>
            {t("workspaces.create")}
          </Button>
        </div>
      </div>
      {me.isPending && <Waiting lines={3} />}
      {me.error && <Problem error={me.error} onRetry={() => void me.refetch()} />}
      {me.data?.workspaces.length === 0 && <p className="panel">{t("workspaces.none")}</p>}
      <ul className={look.list}>
        {me.data?.workspaces.map((workspace) => (
          <li key={workspace.id} className="panel">
            <h2>
              <Link to="/w/$ws/overblik" params={{ ws: workspace.id }}>
                {workspace.name}
              </Link>
            </h2>
            <p className="meta">{t("workspaces.your-role", { role: t(`role.${workspace.role}`) })}</p>
          </li>
        ))}
      </ul>
      <Dialog open={making} onClose={() => setMaking(false)} title={t("workspaces.create")}>
        <NewWorkspace onClose={() => setMaking(false)} />
      </Dialog>
    </div>
  );
}

function NewWorkspace({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [reviewers, setReviewers] = useState<"1" | "2">("1");
  const [tried, setTried] = useState(false);
  const make = useMutation({
    mutationFn: () =>
      post<{ workspace: Workspace }>("/workspaces", {
        name: name.trim(),
        settings: { reviewersPerClaim: Number(reviewers) },
      }),
    onSuccess: async ({ workspace }) => {
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      await navigate({ to: "/w/$ws/overblik", params: { ws: workspace.id } });
    },
  });
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() !== "") make.mutate();
      }}
    >
      {make.error && <Problem error={make.error} focus />}
      <Field
        label={t("workspaces.name")}
        hint={t("workspaces.name-hint")}
        value={name}
        onChange={setName}
        error={tried && name.trim() === "" ? t("workspaces.name-needed") : undefined}
        autoFocus
        required
      />
      <Choice
        label={t("workspaces.reviewers")}
        value={reviewers}
        onChange={setReviewers}
        choices={[
          { value: "1", name: t("workspaces.one-reviewer") },
          { value: "2", name: t("workspaces.two-reviewers") },
        ]}
      />
      <div className="actions">
        <Button rank={1} type="submit" isPending={make.isPending}>
          {t("workspaces.create")}
        </Button>
        <Button rank={3} onPress={onClose}>
          {t("frame.cancel")}
        </Button>
      </div>
    </form>
  );
}
