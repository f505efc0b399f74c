import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { fdsParts } from "./fds-parts.ts";
import { pdfAssets } from "./pdf-assets.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  plugins: [react(), pdfAssets()],
  // dkfds hides its CSS behind its exports map
  resolve: { alias: { "@dkfds": here("../node_modules/dkfds/dist") } },
  css: { postcss: { plugins: [fdsParts()] } },
  server: { proxy: { "/api": { target: process.env.BELAEG_API ?? "http://127.0.0.1:4000", changeOrigin: true } } },
  build: { target: "es2023", sourcemap: false, assetsInlineLimit: 0 },
  worker: { format: "es" },
});
