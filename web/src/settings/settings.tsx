import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { workspaceQuery } from "../api/queries.ts";
import type { Workspace } from "../api/shapes.ts";
import { useAnnounce } from "../frame/announce.tsx";
import { Button } from "../frame/button.tsx";
import { Choice, Field } from "../frame/field.tsx";
import { Icon } from "../frame/icon.tsx";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { mayDo } from "../frame/role.ts";
import { useText } from "../text/text.tsx";
import { Members } from "./members.tsx";
import look from "./settings.module.css";
import { useSettingsActions } from "./settings-requests.ts";

/** The workspace's name, rule, engine and people. */
export function Settings({ ws }: { ws: string }) {
  const t = useText();
  usePageTitle(t("place.settings"));
  const workspace = useQuery(workspaceQuery(ws)).data;
  if (!workspace) return null;
  return (
    <div className={`page ${look.page ?? ""}`}>
      <div className="page-head">
        <h1>{t("settings.title")}</h1>
      </div>
      <General key={workspace.id} workspace={workspace} />
      <Members ws={ws} role={workspace.role} />
      {mayDo(workspace.role, "owner") && <DeleteWorkspace workspace={workspace} />}
    </div>
  );
}

function General({ workspace }: { workspace: Workspace }) {
  const t = useText();
  const announce = useAnnounce();
  const { change } = useSettingsActions(workspace.id);
  const mayEdit = mayDo(workspace.role, "editor");
  const [name, setName] = useState(workspace.name);
  const [reviewers, setReviewers] = useState<"1" | "2">(workspace.settings.reviewersPerClaim === 2 ? "2" : "1");
  const [engine, setEngine] = useState(workspace.settings.engine);
  const [region, setRegion] = useState(workspace.settings.modelRegion ?? "");
  const [tried, setTried] = useState(false);
  const save = () => {
    setTried(true);
    if (name.trim() === "") return;
    change.mutate(
      {
        name: name.trim(),
        settings: {
          reviewersPerClaim: reviewers === "2" ? 2 : 1,
          engine,
          ...(region.trim() === "" ? {} : { modelRegion: region.trim() }),
        },
      },
      { onSuccess: () => announce(t("settings.saved")) },
    );
  };
  return (
    <section className="panel" aria-labelledby="general">
      <h2 id="general">{t("settings.general")}</h2>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {change.error && <Problem error={change.error} focus />}
        {!mayEdit && <p className="meta">{t("settings.only-editor")}</p>}
        <Field
          label={t("settings.name")}
          value={name}
          onChange={setName}
          error={tried && name.trim() === "" ? t("workspaces.name-needed") : undefined}
          disabled={!mayEdit}
          required
        />
        <div>
          <Choice
            label={t("settings.reviewers")}
            value={reviewers}
            onChange={setReviewers}
            disabled={!mayEdit}
            choices={[
              { value: "1", name: t("workspaces.one-reviewer") },
              { value: "2", name: t("workspaces.two-reviewers") },
            ]}
          />
          <p className="hint">{t("settings.reviewers-note")}</p>
        </div>
        <Choice
          label={t("settings.engine")}
          value={engine}
          onChange={setEngine}
          disabled={!mayEdit}
          choices={[
            { value: "local", name: t("settings.engine-local"), hint: t("settings.engine-local-hint") },
            { value: "openai", name: t("settings.engine-openai"), hint: t("settings.engine-openai-hint") },
          ]}
        />
        {engine === "openai" && (
          <Field
            label={t("settings.region")}
            hint={t("settings.region-hint")}
            value={region}
            onChange={setRegion}
            disabled={!mayEdit}
            optional
          />
        )}
        {mayEdit && (
          <div className="actions">
            <Button rank={1} type="submit" isPending={change.isPending}>
              {t("frame.save")}
            </Button>
            {change.isSuccess && (
              <span className="st st-accepted">
                <Icon name="accepted" />
                {t("settings.saved")}
              </span>
            )}
          </div>
        )}
      </form>
    </section>
  );
}

function DeleteWorkspace({ workspace }: { workspace: Workspace }) {
  const t = useText();
  const navigate = useNavigate();
  const { removeWorkspace } = useSettingsActions(workspace.id);
  const [typed, setTyped] = useState("");
  return (
    <section className="panel" aria-labelledby="delete">
      <h2 id="delete">{t("workspace.delete-title")}</h2>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === workspace.name)
            removeWorkspace.mutate(undefined, { onSuccess: () => navigate({ to: "/arbejdsrum" }) });
        }}
      >
        <p>{t("workspace.delete-body")}</p>
        {removeWorkspace.error && <Problem error={removeWorkspace.error} focus />}
        <Field label={t("workspace.delete-confirm")} value={typed} onChange={setTyped} />
        <div className="actions">
          <Button type="submit" isDisabled={typed.trim() !== workspace.name} isPending={removeWorkspace.isPending}>
            {t("workspace.delete-go")}
          </Button>
        </div>
      </form>
    </section>
  );
}
