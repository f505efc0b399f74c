// npm scripts run on the Node of the `node` devDependency; without its install script they would silently use another.
if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error("Belæg needs Node 24 from node_modules. Run `npm ci` with install scripts enabled first.");
  process.exit(1);
}
