/** `npm run bench -- NAME …`: each benchmark is the file of its name, and exports `run`. */
const [name = "", ...args] = process.argv.slice(2);
const BENCHES = ["read", "anchor", "extract", "claims", "api", "robustness", "review", "bundles", "cost"];

if (!BENCHES.includes(name)) {
  console.error(`belaeg: usage: npm run bench -- ${BENCHES.join("|")} …`);
  process.exit(2);
}
const bench = (await import(`./${name}.ts`)) as { run(args: string[]): Promise<void> };
await bench.run(args);
