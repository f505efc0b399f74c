export interface Secrets {
  openAiKey: sst.Secret;
  sessionSecret: sst.Secret;
  oidcClientSecret: sst.Secret;
}

/** `npx sst secret set OpenAiKey …`; without a key every workspace uses the built-in engine and no text leaves the account. */
export const makeSecrets = (): Secrets => ({
  openAiKey: new sst.Secret("OpenAiKey", ""),
  sessionSecret: new sst.Secret("SessionSecret"),
  // empty where the provider knows us as a public client: the proof key is there either way
  oidcClientSecret: new sst.Secret("OidcClientSecret", ""),
});
