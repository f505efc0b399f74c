import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** Libraries the packaged Chromium needs and a bare machine may lack; the package carries them for Lambda only. */
function libraryFolder(executable: string): string | undefined {
  if (!execFileSync("ldd", [executable], { encoding: "utf8" }).includes("not found")) return undefined;
  const folder = path.join(tmpdir(), "belaeg-chromium-libs");
  if (!existsSync(path.join(folder, "lib"))) {
    const main = createRequire(import.meta.url).resolve("@sparticuz/chromium");
    const archive = path.join(main.slice(0, main.lastIndexOf("chromium") + "chromium".length), "bin", "al2023.tar.br");
    mkdirSync(folder, { recursive: true });
    const tar = path.join(folder, "libs.tar");
    writeFileSync(tar, brotliDecompressSync(readFileSync(archive)));
    execFileSync("tar", ["-xf", tar, "-C", folder]);
  }
  return path.join(folder, "lib");
}

/** A headless Chromium without any installed browser: the one in `CHROME_PATH`, else the one from npm. Linux only. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH ?? (await chromium.executablePath());
  const libs = libraryFolder(executablePath);
  const args = [
    ...chromium.args.filter((arg) => !arg.startsWith("--headless") && arg !== "--single-process"),
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
  ];
  const env = { ...process.env, ...(libs === undefined ? {} : { LD_LIBRARY_PATH: libs }) } as Record<string, string>;
  return playwright.launch({ executablePath, headless: true, args, env });
}
