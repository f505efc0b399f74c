import { useText } from "../text/text.tsx";

/** How far two people agree: raw share, Cohen's kappa with its 95 % interval; only `n` while there are no pairs. */
export interface Agreement {
  n: number;
  raw?: number;
  kappa?: number;
  low?: number;
  high?: number;
}

/** Under this many pairs a kappa says more about chance than about the readers. */
export const ENOUGH_PAIRS = 30;

/** Whether a kappa may be told. */
export const isTelling = (agreement: Agreement): agreement is Required<Agreement> =>
  agreement.n >= ENOUGH_PAIRS && agreement.kappa !== undefined;

/** In words: `53 af 60 ens (88 %), κ = 0,71 (0,54 til 0,88)`. */
export function AgreementWords({ agreement }: { agreement: Agreement }) {
  const t = useText();
  const { n, raw = 0 } = agreement;
  const same = t("agreement.raw", { same: Math.round(raw * n), n, raw: t.percent(raw) });
  if (isTelling(agreement)) {
    const two = (value: number) => t.number(value, 2);
    return `${same}, ${t("agreement.kappa", { kappa: two(agreement.kappa), low: two(agreement.low), high: two(agreement.high) })}`;
  }
  return `${same}. ${t(n < ENOUGH_PAIRS ? "agreement.too-few" : "agreement.one-sided")}`;
}
