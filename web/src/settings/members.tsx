import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { meQuery } from "../api/queries.ts";
import type { Member, Role } from "../api/shapes.ts";
import { useAnnounce } from "../frame/announce.tsx";
import { Button, IconButton } from "../frame/button.tsx";
import { Dialog } from "../frame/dialog.tsx";
import { Field, Pick } from "../frame/field.tsx";
import { initials } from "../frame/initials.ts";
import { Problem } from "../frame/problem.tsx";
import { mayDo } from "../frame/role.ts";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import look from "./settings.module.css";
import { membersQuery, useSettingsActions } from "./settings-requests.ts";

const ROLES: readonly Role[] = ["reader", "expert", "editor", "owner"];

/** Who may do what. Only an owner touches owners; an owner always remains (the server sees to it). */
export function Members({ ws, role }: { ws: string; role: Role }) {
  const t = useText();
  const members = useQuery(membersQuery(ws));
  const me = useQuery(meQuery).data?.person.id;
  const { setRole, removeMember } = useSettingsActions(ws);
  const [leaving, setLeaving] = useState<Member>();
  const mayEdit = mayDo(role, "editor");
  const offered = ROLES.filter((one) => one !== "owner" || mayDo(role, "owner"));
  return (
    <section className="panel" aria-labelledby="members">
      <h2 id="members">{t("members.title")}</h2>
      <p className="meta">{t("members.lead")}</p>
      {members.isPending && <Waiting lines={3} />}
      {(members.error ?? setRole.error) && <Problem error={members.error ?? setRole.error} focus />}
      <ul className={look.members}>
        {members.data?.map((member) => {
          const { person } = member;
          const mayChange = mayEdit && (member.role !== "owner" || mayDo(role, "owner"));
          return (
            <li key={person.id}>
              <span className="avatar" aria-hidden="true">
                {initials(person.name)}
              </span>
              <span className={look.name}>
                <b>
                  {person.name} {person.id === me && <span className="meta">{t("members.you")}</span>}
                </b>
                <span className="meta">
                  {member.invited ? t("members.invited", { date: t.date(member.invited.until) }) : person.email}
                </span>
              </span>
              <span className={look.role}>
                {mayChange ? (
                  <Pick
                    label={t("members.role-of", { name: person.name })}
                    hideLabel
                    small
                    value={member.role}
                    onChange={(next) => setRole.mutate({ id: person.id, role: next })}
                    choices={offered.map((value) => ({ value, name: t(`role.${value}`) }))}
                  />
                ) : (
                  t(`role.${member.role}`)
                )}
              </span>
              {mayChange && (
                <IconButton
                  icon="delete"
                  label={t(member.invited ? "members.uninvite" : "members.remove", { name: person.name })}
                  onPress={() => setLeaving(member)}
                />
              )}
            </li>
          );
        })}
      </ul>
      {mayEdit && <AddMember ws={ws} offered={offered} />}
      {leaving && (
        <Dialog
          open
          alert
          onClose={() => setLeaving(undefined)}
          title={t(leaving.invited ? "members.uninvite-title" : "members.remove-title", { name: leaving.person.name })}
        >
          <div className="form">
            <p>{t(leaving.invited ? "members.uninvite-body" : "members.remove-body")}</p>
            {removeMember.error && <Problem error={removeMember.error} focus />}
            <div className="actions">
              <Button
                isPending={removeMember.isPending}
                onPress={() => removeMember.mutate(leaving.person.id, { onSuccess: () => setLeaving(undefined) })}
              >
                {t(leaving.invited ? "members.uninvite-go" : "members.remove-go")}
              </Button>
              <Button rank={3} autoFocus onPress={() => setLeaving(undefined)}>
                {t("frame.cancel")}
              </Button>
            </div>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function AddMember({ ws, offered }: { ws: string; offered: readonly Role[] }) {
  const t = useText();
  const announce = useAnnounce();
  const { addMember } = useSettingsActions(ws);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("expert");
  const [tried, setTried] = useState(false);
  const wrong = !/^\S+@\S+$/.test(email.trim());
  return (
    <form
      className={look.add}
      noValidate
      aria-label={t("members.add")}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (wrong) return;
        addMember.mutate(
          { email: email.trim(), role },
          {
            onSuccess: ({ member }) => {
              setEmail("");
              setTried(false);
              const { email: address, name } = member.person;
              announce(member.invited ? t("members.invited-now", { email: address }) : t("members.added", { name }));
            },
          },
        );
      }}
    >
      {addMember.error && <Problem error={addMember.error} focus />}
      <Field
        label={t("members.email")}
        hint={t("members.email-hint")}
        type="email"
        value={email}
        onChange={setEmail}
        error={tried && wrong ? t("members.email-needed") : undefined}
      />
      <Pick
        label={t("members.role")}
        value={role}
        onChange={setRole}
        choices={offered.map((value) => ({ value, name: t(`role.${value}`) }))}
      />
      <Button type="submit" isPending={addMember.isPending}>
        {t("members.add-go")}
      </Button>
    </form>
  );
}
