import { Presets, SingleBar } from "cli-progress";
import type { Language, Sentence } from "../../functions/evidence/sentence.ts";
import type { Step } from "./sample.ts";

const WORDS = {
  building: { da: "Bygger brugerfladen …", en: "Building the web pages …" },
  starting: {
    da: "Starter database, filer, køer og arbejdere …",
    en: "Starting database, files, queues and workers …",
  },
  reports: { da: "eksempelrapporter læses", en: "reading sample reports" },
  drafts: { da: "udkast skrives", en: "writing drafts" },
  sample: { da: "Eksempel-arbejdsrum", en: "Sample workspace" },
  ready: { da: "Belæg kører på {origin}", en: "Belæg runs at {origin}" },
  signIn: {
    da: "Log ind som fx editor@example.test eller expert1@example.test. Stop med Ctrl-C.",
    en: "Sign in as editor@example.test or expert1@example.test, for instance. Stop with Ctrl-C.",
  },
  stopping: { da: "Stopper: det, der er i gang, gøres færdigt …", en: "Stopping: finishing what is under way …" },
  stopped: { da: "Stoppet.", en: "Stopped." },
} as const satisfies Record<string, Sentence>;

export interface Progress {
  step: Step;
  end(): void;
}

/** What the person at the terminal is told while Belæg starts and stops. */
export function sayer(language: Language, out: NodeJS.WriteStream) {
  const words = (key: keyof typeof WORDS) => WORDS[key][language];
  const line = (text: string) => out.write(`${text}\n`);
  return {
    /** Names what goes on, and how long it took. */
    async during<T>(what: "building" | "starting", work: Promise<T>): Promise<T> {
      const begun = performance.now();
      out.write(words(what));
      try {
        const result = await work;
        const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(
          (performance.now() - begun) / 1000,
        );
        out.write(` ${seconds} s\n`);
        return result;
      } catch (error) {
        out.write("\n");
        throw error;
      }
    },
    progress(): Progress {
      if (!out.isTTY) return plainProgress(words, line);
      const bar = new SingleBar(
        { format: `${words("sample")} {bar} {percentage} % · {what}`, stream: out, hideCursor: true, fps: 8 },
        Presets.shades_classic,
      );
      bar.start(1, 0, { what: words("reports") });
      return {
        step(done, total, what) {
          bar.setTotal(total);
          bar.update(done, { what: words(what) });
        },
        end: () => bar.stop(),
      };
    },
    ready(origin: string) {
      line(`\n  ${words("ready").replace("{origin}", origin)}\n  ${words("signIn")}\n`);
    },
    stopping: () => line(`\n${words("stopping")}`),
    stopped: () => line(words("stopped")),
  };
}

/** Without a terminal, one line whenever a tenth more is done. */
function plainProgress(words: (key: keyof typeof WORDS) => string, line: (text: string) => void): Progress {
  let said = -1;
  return {
    step(done, total, what) {
      const tenth = Math.floor((done / Math.max(1, total)) * 10);
      if (tenth === said) return;
      said = tenth;
      line(`${words("sample")}: ${tenth * 10} % · ${words(what)}`);
    },
    end() {},
  };
}
