/** Days as text in ISO 8601, and as numbers on a scale. */

const DAY = 86_400_000;

/** Returns the first day of a day, a month or a year, in days since 1970; undefined where it is none. */
export function toNumber(text: string | undefined): number | undefined {
  const found = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(text ?? "");
  if (!found) return undefined;
  const time = Date.UTC(2000, Number(found[2] ?? 1) - 1, Number(found[3] ?? 1));
  // Date.UTC would take the years 0 to 99 for those of the last century.
  const date = new Date(time);
  date.setUTCFullYear(Number(found[1]));
  return Math.round(date.getTime() / DAY);
}

/** Returns the day of a number of days since 1970. */
export function toText(number: number): string {
  return new Date(Math.round(number) * DAY).toISOString().slice(0, 10);
}

/** Returns how a span reads: "2023-09-19", "2023-09-11 to 2023-09-20", "until 2020", whole months and years short. */
export function writeSpan(from: string | undefined, to: string | undefined): string {
  if (!from && !to) return "";
  if (!from) return `until ${to}`;
  if (!to) return `from ${from}`;
  if (from === to) return from;
  if (from.endsWith("-01-01") && to.endsWith("-12-31")) {
    const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
    return first === last ? first : `${first} to ${last}`;
  }
  if (from.endsWith("-01") && from.slice(0, 7) === to.slice(0, 7)) {
    const end = toNumber(to);
    if (end !== undefined && toText(end + 1).endsWith("-01")) return from.slice(0, 7);
  }
  return `${from} to ${to}`;
}

export type Tick = { at: number; label: string };

/** Returns where a scale from one day to another is marked, at most *count* times, at round dates. */
export function makeTicks(first: number, last: number, count: number): Tick[] {
  const span = Math.max(last - first, 1);
  const days = [1, 2, 7, 14].find((step) => span / step <= count);
  if (days !== undefined) {
    const out: Tick[] = [];
    for (let at = Math.ceil(first); at <= last; at += days) out.push({ at, label: toText(at) });
    return out;
  }
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000].find((step) => span / (step * 30.4) <= count) ?? 12_000;
  const out: Tick[] = [];
  const begin = new Date(first * DAY);
  let month = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
  month = Math.ceil(month / months) * months;
  for (; ; month += months) {
    const year = Math.floor(month / 12);
    const text = `${String(year).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
    const at = toNumber(text);
    if (at === undefined || at > last || year > 9999) return out;
    if (at >= first) out.push({ at, label: months % 12 === 0 ? text.slice(0, 4) : text });
  }
}
