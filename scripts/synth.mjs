// usage: SYNTH_SECRETS=OpenAiKey,SessionSecret node scripts/synth.mjs STAGE OUT.json
// Runs sst.config.ts exactly as the SST CLI does (same bundle settings), but against
// Pulumi's mock monitor. Prints the resource graph as JSON. No AWS, no Pulumi engine.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const root = process.cwd();
const stage = process.argv[2] ?? "test";
const out = process.argv[3];
const platform = path.join(root, ".sst", "platform");
// of its own, so that two can run at once
const work = path.join(root, ".sst", `synth-${process.pid}`);
mkdirSync(work, { recursive: true });
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const require = createRequire(path.join(platform, "package.json"));
const esbuild = require("esbuild");
const pulumi = require("@pulumi/pulumi");

const REGION = "eu-north-1",
  ACCOUNT = "123456789012";
const banner = `import { createRequire as __cr } from "module"; const require = __cr(import.meta.url);
import { fileURLToPath as __f } from "url"; const __filename = __f(import.meta.url); const __dirname = __f(new URL(".", import.meta.url));`;
const external = [
  "@pulumi/*",
  "undici",
  "@pulumiverse/*",
  "@sst-provider/*",
  "@aws-sdk/*",
  "esbuild",
  "archiver",
  "glob",
  "vite",
];

async function bundle(name, code, { define = {}, inject = [], globals = "", extraBanner = "" } = {}) {
  const outfile = path.join(platform, `synth.${name}.${process.pid}.mjs`);
  await esbuild.build({
    stdin: { contents: code, resolveDir: root, sourcefile: "eval.ts", loader: "ts" },
    nodePaths: [path.join(platform, "node_modules")],
    banner: { js: banner + extraBanner },
    mainFields: ["module", "main"],
    format: "esm",
    platform: "node",
    sourcemap: "inline",
    bundle: true,
    external,
    define,
    inject,
    outfile,
    logLevel: "error",
    plugins: [
      {
        name: "globals",
        setup(b) {
          b.onLoad({ filter: /\.(js|ts|jsx|tsx)$/ }, (a) => {
            let contents = readFileSync(a.path, "utf8");
            if (!a.path.includes(".sst")) contents = globals + contents;
            return { contents, loader: "default" };
          });
        },
      },
    ],
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}

// 1. evaluate app() the way the CLI does
const cfg = (
  await bundle("app", `import m from "${root}/sst.config.ts"; export default m;`, {
    extraBanner: "\nconst $config = (c) => c;",
  })
).default;
const a = await cfg.app({ stage });
const app = { removal: "retain", protect: false, ...a, name: a.name, stage, providers: a.providers ?? {} };

// 2. RPC endpoint that the Go CLI normally offers
const rpcLog = [];
const server = createServer((req, res) => {
  let body = "";
  req.on("data", (c) => (body += c));
  req.on("end", async () => {
    const {
      method,
      params: [p],
    } = JSON.parse(body);
    rpcLog.push({ method, functionID: p.functionID, handler: p.handler, properties: p.properties });
    const reply = (result) => res.end(JSON.stringify({ result })),
      fail = (error) => res.end(JSON.stringify({ error }));
    if (method === "Provider.Aws.Bootstrap")
      return reply({
        asset: "sst-asset-test",
        state: "sst-state-test",
        assetEcrRegistryId: ACCOUNT,
        assetEcrUrl: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/sst-asset`,
      });
    if (method === "Runtime.Build") {
      const dir = path.join(work, "artifacts", `${p.functionID}-src`);
      rmSync(dir, { recursive: true, force: true });
      mkdirSync(dir, { recursive: true });
      if (p.bundle) return reply({ handler: p.handler, out: p.bundle, errors: [], sourcemaps: [] });
      const { dir: d, name, ext } = path.posix.parse(p.handler);
      const src = [".ts", ".tsx", ".mts", ".js", ".mjs"]
        .map((e) => path.join(root, d, name + e))
        .find((f) => existsSync(f));
      if (!src) return reply({ errors: [`Handler not found: ${p.handler}`] });
      const installed = p.properties?.install ?? [];
      const external = (Array.isArray(installed) ? installed : Object.keys(installed)).flatMap((n) => [n, `${n}/*`]);
      const r = await esbuild
        .build({
          entryPoints: [src],
          bundle: true,
          platform: "node",
          format: "esm",
          target: "node24",
          external,
          banner: { js: banner },
          outfile: path.join(dir, "bundle.mjs"),
          metafile: true,
          logLevel: "silent",
        })
        .catch((e) => e);
      if (r.errors?.length) return reply({ errors: r.errors.map((e) => e.text) });
      const exp = Object.values(r.metafile.outputs)[0].exports;
      if (!exp.includes(ext.slice(1))) return reply({ errors: [`${p.handler}: export "${ext.slice(1)}" not found`] });
      return reply({ handler: `bundle${ext}`, out: dir, errors: [], sourcemaps: [] });
    }
    fail(`rpc: can't find method ${method}`);
  });
});
await new Promise((r) => server.listen(0, "127.0.0.1", r));
process.env.SST_SERVER = `http://127.0.0.1:${server.address().port}`;
process.env.SST_AWS_REGION = REGION;
for (const s of (process.env.SYNTH_SECRETS ?? "").split(",").filter(Boolean))
  process.env[`SST_SECRET_${s}`] = "test-value";

// 3. Pulumi mocks
const resources = [],
  calls = [];
const policyJson = (i) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: (i.statements ?? []).map((s) => ({
      Effect: s.effect ?? "Allow",
      Action: s.actions,
      Resource: s.resources,
      Sid: s.sid,
      Principal: s.principals && Object.fromEntries(s.principals.map((p) => [p.type, p.identifiers])),
      Condition: s.conditions && Object.fromEntries(s.conditions.map((c) => [c.test, { [c.variable]: c.values }])),
    })),
  });
const known = {
  "aws:index/getRegion:getRegion": () => ({ region: REGION, name: REGION, id: REGION }),
  "aws:index/getPartition:getPartition": () => ({ partition: "aws", dnsSuffix: "amazonaws.com", id: "aws" }),
  "aws:index/getCallerIdentity:getCallerIdentity": () => ({
    accountId: ACCOUNT,
    arn: `arn:aws:iam::${ACCOUNT}:user/t`,
    id: ACCOUNT,
    userId: "t",
  }),
  "aws:iam/getPolicyDocument:getPolicyDocument": (i) => ({
    ...i,
    json: policyJson(i),
    minifiedJson: policyJson(i),
    id: "doc",
  }),
};
await pulumi.runtime.setMocks(
  {
    newResource(x) {
      const n = x.name,
        svc = x.type.split(":")[1]?.split("/")[0];
      const state = { ...x.inputs };
      if (x.type.startsWith("aws:")) {
        state.arn ??=
          svc === "s3"
            ? `arn:aws:s3:::${n}`
            : svc === "iam"
              ? `arn:aws:iam::${ACCOUNT}:role/${n}`
              : `arn:aws:${svc}:${REGION}:${ACCOUNT}:${n}`;
        state.name ??= n;
        if (/s3\/bucket(V2)?:/.test(x.type))
          Object.assign(state, {
            bucket: n.toLowerCase(),
            bucketRegionalDomainName: `${n}.s3.test`,
            bucketDomainName: `${n}.s3.test`,
            region: REGION,
          });
        if (x.type.includes("sqs/queue:")) state.url = `https://sqs.test/${n}`;
        if (x.type.includes("dynamodb/table:")) state.streamArn = `${state.arn}/stream/1`;
        if (x.type.includes("lambda/function:")) state.invokeArn = `${state.arn}/invoke`;
        if (x.type.includes("functionUrl:")) state.functionUrl = `https://${n.toLowerCase()}.lambda-url.test/`;
        if (x.type.includes("apigatewayv2/api:"))
          Object.assign(state, {
            apiEndpoint: `https://${n.toLowerCase()}.execute-api.test`,
            executionArn: `${state.arn}/exec`,
          });
        if (x.type.includes("cloudfront/distribution:"))
          Object.assign(state, { domainName: `${n.toLowerCase()}.cloudfront.test`, hostedZoneId: "Z2FDTNDATAQYW2" });
      }
      if (x.type.includes("randomBytes"))
        Object.assign(state, { base64: Buffer.alloc(32, 7).toString("base64"), hex: "07".repeat(32) });
      if (x.type.includes("randomId")) Object.assign(state, { hex: "abcd1234", dec: "1", b64Std: "q80=" });
      resources.push({ type: x.type, name: n, custom: x.custom, inputs: x.inputs });
      return { id: `${n}_id`, state };
    },
    call(x) {
      calls.push(x.token);
      return known[x.token]?.(x.inputs) ?? { id: x.token, ...x.inputs };
    },
  },
  app.name,
  stage,
  false,
);

const opts = new Map();
const mod = await bundle(
  "run",
  `
  import { run } from "${platform}/src/auto/run.ts"; import mod from "${root}/sst.config.ts";
  export const program = (before) => run(async () => { before(); return mod.run(); });`,
  {
    globals: `import * as aws from "@pulumi/aws";\nimport * as sst from "${platform}/src/components";\n`,
    inject: [path.join(platform, "src/shim/run.js")],
    define: {
      $app: JSON.stringify(app),
      $cli: JSON.stringify({
        command: "deploy",
        rpc: "",
        paths: { home: work, root, work, platform },
        state: { version: {} },
      }),
      $dev: "false",
    },
  },
);

const outputs = await pulumi.runtime.runInPulumiStack(() =>
  mod.program(() =>
    pulumi.runtime.registerStackTransformation((t) => {
      opts.set(`${t.type}::${t.name}`, {
        retainOnDelete: !!t.opts.retainOnDelete,
        protect: !!t.opts.protect,
        parent: t.opts.parent?.__name ?? null,
      });
      return undefined;
    }),
  ),
);
const plain = await new Promise((r) => pulumi.output(outputs).apply((o) => r(o)));
await pulumi.runtime.disconnect(); // waits for every outstanding registration
server.close();
for (const r of resources) r.opts = opts.get(`${r.type}::${r.name}`);
const graph = {
  app: { name: app.name, stage, removal: app.removal, protect: app.protect },
  resources,
  outputs: plain,
  calls: [...new Set(calls)],
  rpc: rpcLog,
};
const json = JSON.stringify(graph, null, 1);
if (out) writeFileSync(out, json);
else console.log(json);
