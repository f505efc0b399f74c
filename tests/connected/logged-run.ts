/** A whole composition in a process of its own, so that everything it and its worker say can be read. */
import { startLocal } from "../../stacks/local/compose.ts";

const local = await startLocal({
  data: process.argv[2]!,
  port: 0,
  host: "127.0.0.1",
  environment: { PATH: process.env.PATH },
});
process.send?.({ origin: local.origin, env: local.env });
process.once("message", () => {
  void local.stop().then(() => process.exit(0));
});
