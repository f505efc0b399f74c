/** The faces tokens.css names; browsers of today all read woff2. */
const WEIGHTS = new Set(["400", "500", "600"]);
const WOFF2 = /url\([^)]*\.woff2\)\s*format\("woff2"\)/;

interface Declaration {
  prop: string;
  value: string;
  remove(): unknown;
}
interface Block {
  nodes?: unknown[] | undefined;
  walkDecls(visit: (declaration: Declaration) => void): unknown;
  remove(): unknown;
}

function keepFace(face: Block): void {
  const said = new Map<string, Declaration>();
  face.walkDecls((declaration) => void said.set(declaration.prop, declaration));
  const source = said.get("src");
  const woff2 = WOFF2.exec(source?.value ?? "")?.[0];
  const isUsed = said.get("font-style")?.value === "normal" && WEIGHTS.has(said.get("font-weight")?.value ?? "");
  if (source && woff2 && isUsed) source.value = woff2;
  else face.remove();
}

/**
 * Of Det Fælles Designsystem only what Belæg shows: upright faces as woff2, and none of the classes that paint an icon
 * (ours are drawn in the page). The rest would be two megabytes that nobody ever fetches.
 */
export function fdsParts() {
  return {
    postcssPlugin: "fds-parts",
    AtRule: { "font-face": keepFace },
    Rule(rule: Block & { selectors: string[] }) {
      if (!rule.selectors.every((selector) => /\.icon-[\w-]+/.test(selector))) return;
      rule.walkDecls((declaration) => {
        if (declaration.value.includes("svg-icons/")) declaration.remove();
      });
      if (rule.nodes?.length === 0) rule.remove();
    },
  };
}
