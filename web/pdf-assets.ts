import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

/** What pdf.js fetches while it draws: character maps, the standard fonts, decoders. Served by ourselves, never by a CDN. */
const FOLDERS = ["cmaps", "standard_fonts", "wasm", "iccs"];
const root = dirname(dirname(fileURLToPath(import.meta.resolve("pdfjs-dist"))));

export function pdfAssets(): Plugin {
  return {
    name: "pdf-assets",
    configureServer(server) {
      server.middlewares.use("/pdfjs", (request, response, next) => {
        const file = normalize(join(root, decodeURIComponent((request.url ?? "/").split("?")[0] ?? "/")));
        const known = FOLDERS.some((folder) => file.startsWith(join(root, folder) + sep));
        if (!known) return next();
        createReadStream(file)
          .on("error", () => next())
          .pipe(response);
      });
    },
    generateBundle() {
      for (const folder of FOLDERS)
        for (const name of readdirSync(join(root, folder)))
          this.emitFile({
            type: "asset",
            fileName: `pdfjs/${folder}/${name}`,
            source: readFileSync(join(root, folder, name)),
          });
    },
  };
}
