// Unpacks SST's platform (types + component sources) without the Pulumi engine and without AWS.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const want = JSON.parse(readFileSync("node_modules/sst/package.json", "utf8")).version;
const have = existsSync(".sst/platform/version") ? readFileSync(".sst/platform/version", "utf8").trim() : "";
if (have === want && existsSync(".sst/platform/node_modules/@pulumi/pulumi")) process.exit(0);
const PULUMI = "v3.215.0"; // the version this SST release asks for; a real engine is not needed to unpack
mkdirSync(".cache/sst/bin", { recursive: true });
writeFileSync(".cache/sst/bin/pulumi", `#!/bin/sh\necho ${PULUMI}\n`, { mode: 0o755 });
execFileSync("npx", ["sst", "install"], {
  stdio: "inherit",
  env: {
    ...process.env,
    XDG_CONFIG_HOME: `${process.cwd()}/.cache`,
    SST_STAGE: "test",
    SST_NO_BUN: "1",
    SST_TELEMETRY_DISABLED: "1",
  },
});
