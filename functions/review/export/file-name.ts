import type { Snapshot } from "./snapshot.ts";

/** `Kræftplan V 2026-11-21 kl. 14.05 (godkendt).docx`: the moment, in Danish time, is part of the name. */
export function fileNameOf({ workspace, at, scope, language }: Snapshot, extension: string): string {
  const name = workspace.name
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, " ")
    .replace(/\s+/gu, " ")
    .replace(/^[.\s]+|[.\s]+$/g, "")
    .slice(0, 80);
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Copenhagen",
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date(at));
  const [day, time] = parts.split(" ") as [string, string];
  const what = { da: { accepted: "godkendt", all: "alt" }, en: { accepted: "accepted", all: "all" } }[language][scope];
  return `${name || "Belæg"} ${day} kl. ${time.replace(":", ".")} (${what}).${extension}`;
}
