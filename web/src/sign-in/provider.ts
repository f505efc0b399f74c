import type { UserManager } from "oidc-client-ts";

export interface Provider {
  issuer: string;
  clientId: string;
  /** Whom the access token is for, where the provider wants to be told. */
  audience?: string;
}

/** Authorization code with PKCE. The library comes only where there is a provider. */
async function managerFor({ issuer, clientId, audience }: Provider): Promise<UserManager> {
  const { UserManager, WebStorageStateStore } = await import("oidc-client-ts");
  return new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${location.origin}/log-ind/retur`,
    response_type: "code",
    scope: "openid profile email",
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    ...(audience === undefined ? {} : { extraQueryParams: { audience } }),
  });
}

/** Leaves for the provider. @param next the address of ours to come back to. */
export async function leaveForProvider(provider: Provider, next: string): Promise<void> {
  await (await managerFor(provider)).signinRedirect({ state: next });
}

/** Back from the provider. @throws when the answer is not to our question. */
export async function backFromProvider(provider: Provider): Promise<{ token: string; next: string }> {
  const manager = await managerFor(provider);
  const user = await manager.signinRedirectCallback();
  // only the access token is used, and the session keeps it
  await manager.removeUser();
  const next = typeof user.state === "string" && /^\/(?!\/)/.test(user.state) ? user.state : "/arbejdsrum";
  return { token: user.access_token, next };
}
