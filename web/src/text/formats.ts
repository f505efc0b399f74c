/** Everything an authority in Denmark dates and times is in Danish time, wherever the reader sits. */
const ZONE = "Europe/Copenhagen";

export interface Formats {
  number(value: number, digits?: number): string;
  /** 0.123 → "12 %" */
  percent(share: number): string;
  bytes(size: number): string;
  /** "21. november 2026" */
  date(iso: string | Date): string;
  /** "21. november kl. 14.05" */
  dateTime(iso: string | Date): string;
  /** "14.05" */
  time(iso: string | Date): string;
  weekday(iso: string | Date): string;
  compare(a: string, b: string): number;
  list(items: readonly string[]): string;
}

const UNITS = ["byte", "kB", "MB", "GB"] as const;

export function formatsOf(locale: string): Formats {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
  const day = format({ day: "numeric", month: "long", year: "numeric" });
  const shortDay = format({ day: "numeric", month: "long" });
  const clock = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const week = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const one = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: "base" });
  const conjunction = new Intl.ListFormat(locale, { type: "conjunction" });
  const dated = (value: string | Date) => (typeof value === "string" ? new Date(value) : value);
  const at = locale.startsWith("da") ? "kl." : "at";
  return {
    number: (value, digits) =>
      digits === undefined
        ? whole.format(value)
        : new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value),
    percent: (value) => share.format(value),
    bytes(size) {
      let unit = 0;
      let value = size;
      while (value >= 1000 && unit < UNITS.length - 1) {
        value /= 1000;
        unit++;
      }
      return `${unit > 1 && value < 100 ? one.format(value) : whole.format(value)} ${UNITS[unit] ?? "byte"}`;
    },
    date: (value) => day.format(dated(value)),
    dateTime: (value) => `${shortDay.format(dated(value))} ${at} ${clock.format(dated(value))}`,
    time: (value) => clock.format(dated(value)),
    weekday: (value) => `${week.format(dated(value))} ${at} ${clock.format(dated(value))}`,
    compare: (a, b) => collator.compare(a, b),
    list: (items) => conjunction.format(items),
  };
}
