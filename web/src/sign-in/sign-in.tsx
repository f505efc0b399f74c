import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { ownAddress } from "../../../functions/evidence/own-address.ts";
import { post } from "../api/client.ts";
import { authConfigQuery } from "../api/queries.ts";
import { session } from "../api/session.ts";
import type { Person } from "../api/shapes.ts";
import { signedOutOf } from "../api/sign-out.ts";
import { Icon } from "../frame/icon.tsx";
import { initials } from "../frame/initials.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import look from "./sign-in.module.css";
import { signInAddress } from "./sign-in-address.ts";

/** Why somebody comes back from the provider without being signed in; the server names them. */
const FAILURES = ["sign-in-expired", "sign-in-refused", "sign-in-not-allowed", "provider-unavailable"] as const;
export type SignInFailure = (typeof FAILURES)[number];
export const signInFailure = (code: unknown) => FAILURES.find((known) => known === code);

interface SignInProps {
  next: string | undefined;
  failure: SignInFailure | undefined;
}

/** On one machine: choose who you are. In the cloud: the organisation's own sign-in. */
export function SignIn({ next, failure }: SignInProps) {
  const t = useText();
  usePageTitle(t("place.sign-in"));
  const navigate = useNavigate();
  const client = useQueryClient();
  const config = useQuery(authConfigQuery);
  const signIn = useMutation({
    mutationFn: (email: string) => post<{ person: Person }>("/auth/local", { email }),
    onSuccess: async () => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "auth-config" });
      session.begin();
      await navigate({ href: ownAddress(next) ?? "/arbejdsrum" });
    },
  });
  const elsewhere = signedOutOf();
  return (
    <div className={look.screen}>
      <h1>{t("sign-in.title")}</h1>
      <p className={look.lead}>{t("sign-in.lead")}</p>
      {config.isPending && <Waiting lines={4} />}
      {config.error && <Problem error={config.error} onRetry={() => void config.refetch()} />}
      {signIn.error && <Problem error={signIn.error} focus />}
      {failure && (
        <div className="alert alert-no" role="alert">
          <Icon name="warning" />
          <h3>{t("sign-in.failed")}</h3>
          <p>{t(`sign-in.${failure}`)}</p>
        </div>
      )}
      {config.data && !config.data.local && (
        <div className="actions">
          <a className="btn btn-1" href={signInAddress(config.data, next)}>
            {t("sign-in.oidc")}
          </a>
          <a className="btn btn-3" href={signInAddress(config.data, next, true)}>
            {t("sign-in.as-other")}
          </a>
        </div>
      )}
      {elsewhere && (
        <p className="meta">
          {t("sign-in.still-there")} <a href={elsewhere}>{t("sign-in.leave-there")}</a>
        </p>
      )}
      {config.data?.local && (
        <section className="panel" aria-labelledby="choose">
          <h2 id="choose">{t("sign-in.choose")}</h2>
          <p className="meta">{t("sign-in.local-note")}</p>
          <ul className={look.people}>
            {config.data.people.map((person) => (
              <li key={person.email}>
                <Button
                  className={look.person ?? ""}
                  isDisabled={signIn.isPending}
                  onPress={() => signIn.mutate(person.email)}
                >
                  <span className="avatar" aria-hidden="true">
                    {initials(person.name)}
                  </span>
                  <span className={look.name}>{person.name}</span>
                  <span className="meta">{person.email}</span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
