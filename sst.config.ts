/// <reference path="./.sst/platform/config.d.ts" />

/**
 * Belæg on AWS. `run()` reads in the order data meets the parts: storage, queues, the pipeline's functions, the API that
 * people use, the site in front of it, what is done every day, and what watches over them.
 */
export default $config({
  app(input) {
    const production = input.stage === "production";
    return {
      name: "belaeg",
      home: "aws",
      removal: production ? "retain" : "remove",
      protect: production,
      providers: { aws: { region: (process.env.BELAEG_REGION ?? "eu-north-1") as "eu-north-1" } },
    };
  },
  async run() {
    const { allowSite, makeStorage } = await import("./stacks/storage");
    const { makeDigests } = await import("./stacks/digests");
    const { makeQueues } = await import("./stacks/queues");
    const { makeSecrets } = await import("./stacks/secrets");
    const { makePipeline } = await import("./stacks/pipeline");
    const { makeApi } = await import("./stacks/api");
    const { makeFront, makeSite } = await import("./stacks/site");
    const { makeUpkeep } = await import("./stacks/upkeep");
    const { watchOver } = await import("./stacks/watch");

    const storage = makeStorage();
    const digests = makeDigests();
    const queues = makeQueues();
    const secrets = makeSecrets();
    makePipeline({ storage, queues, secrets });
    const front = makeFront({ storage });
    allowSite(storage, front.origin);
    const api = makeApi({ storage, queues, secrets, front });
    const site = makeSite({ api, front });
    const upkeep = makeUpkeep({ storage, queues, secrets, digests });
    watchOver({ queues, api, upkeep });
    return { site: site.url, api: api.gateway.url };
  },
});
