import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "react-aria-components";
import { post } from "../api/client.ts";
import { authConfigQuery } from "../api/queries.ts";
import { session } from "../api/session.ts";
import type { Person } from "../api/shapes.ts";
import { initials } from "../frame/initials.ts";
import { usePageTitle } from "../frame/page-title.ts";
import { Problem } from "../frame/problem.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { useText } from "../text/text.tsx";
import { leaveForProvider, type Provider } from "./provider.ts";
import look from "./sign-in.module.css";

/** On one machine: choose who you are. In the cloud: the organisation's own sign-in. */
export function SignIn({ next }: { next: string | undefined }) {
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
      await navigate({ href: next ?? "/arbejdsrum" });
    },
  });
  const leave = useMutation({
    mutationFn: (provider: Provider) => leaveForProvider(provider, next ?? "/arbejdsrum"),
  });
  return (
    <div className={look.screen}>
      <h1>{t("sign-in.title")}</h1>
      <p className={look.lead}>{t("sign-in.lead")}</p>
      {config.isPending && <Waiting lines={4} />}
      {config.error && <Problem error={config.error} onRetry={() => void config.refetch()} />}
      {signIn.error && <Problem error={signIn.error} focus />}
      {config.data && !config.data.local && (
        <Button
          className="btn btn-1"
          onPress={() => {
            if (config.data && !config.data.local) leave.mutate(config.data);
          }}
        >
          {t("sign-in.oidc")}
        </Button>
      )}
      {leave.error && <p role="alert">{t("sign-in.failed")}</p>}
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
