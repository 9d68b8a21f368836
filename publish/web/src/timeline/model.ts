/** From rows to what is drawn on the scale of time; nothing here touches the page. */

import type { Row } from "../api";
import { toNumber, toText } from "../days";

export type Item = {
  row: Row;
  node: string;
  sort: "event" | "statement";
  kind: string;
  /** First and last day, in days since 1970, both within. */
  first: number;
  last: number;
  /** Whether the first or the last day is not known. */
  open: boolean;
};

/** Reads items from the rows of the saved query "timeline"; what bears no date is left out. */
export function readItems(rows: readonly Row[]): Item[] {
  return rows.flatMap((row) => {
    const node = row["node"];
    const [from, to] = [toNumber(row["from"]), toNumber(row["to"])];
    const first = from ?? to;
    if (!node || first === undefined) return [];
    const sort = node.includes("/statement/") ? "statement" : "event";
    return [{ row, node, sort, kind: row["kind"] ?? "", first, last: Math.max(first, to ?? first), open: from === undefined || to === undefined }];
  });
}

/** Returns the stretch in which nearly all items lie: a few from long ago would press the others into one line. */
export function findBulk(items: readonly Item[]): { first: number; last: number; outside: number } {
  const whole = { first: Math.min(...items.map((one) => one.first)), last: Math.max(...items.map((one) => one.last)), outside: 0 };
  const middles = items.map((one) => (one.first + one.last) / 2).sort((a, b) => a - b);
  const at = (share: number): number => middles[Math.floor(share * (middles.length - 1))] ?? 0;
  const spread = Math.max(at(0.75) - at(0.25), 20);
  const [low, high] = [at(0.25) - 3 * spread, at(0.75) + 3 * spread];
  const inside = items.filter((one) => one.first >= low && one.last <= high);
  if (inside.length === items.length || inside.length < items.length / 2) return whole;
  return { first: Math.min(...inside.map((one) => one.first)), last: Math.max(...inside.map((one) => one.last)), outside: items.length - inside.length };
}

/** Gives each span the first lane in which it stands free; spans are in the order of their first day. */
export function pickLanes(spans: readonly { left: number; right: number }[], gap: number): number[] {
  const ends: number[] = [];
  return spans.map(({ left, right }) => {
    let lane = ends.findIndex((end) => end + gap <= left);
    if (lane < 0) lane = ends.length;
    ends[lane] = right;
    return lane;
  });
}

export type Bin = { from: string; to: string; events: number; statements: number };

/** Counts items by stretches of as many days as makes at most *count* of them; a span counts where it begins. */
export function countBins(items: readonly Item[], first: number, last: number, count: number): Bin[] {
  const width = [1, 7, 30, 91, 365, 3650, 36_500].find((days) => (last - first + 1) / days <= count) ?? 365_000;
  const out: Bin[] = [];
  for (let at = first; at <= last; at += width) out.push({ from: toText(at), to: toText(Math.min(last, at + width - 1)), events: 0, statements: 0 });
  for (const item of items) {
    const bin = out[Math.floor((item.first - first) / width)];
    if (!bin || item.first < first) continue;
    if (item.sort === "event") bin.events += 1;
    else bin.statements += 1;
  }
  return out;
}
