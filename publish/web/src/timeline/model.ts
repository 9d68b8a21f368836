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

export type Scale = { at: (day: number) => number; cuts: readonly { first: number; last: number }[]; stops: readonly number[] };

/** Days that a stretch in which nothing begins or ends takes at most, on a scale that is longer than ten times that. */
const LONGEST = 14;

/**
 * Makes the scale from a first to a last day: it leads to shares from 0 to 1. News come in bursts with years between
 * them, so stretches in which nothing begins or ends are drawn shorter; they are returned as cuts.
 */
export function makeScale(items: readonly Item[], first: number, last: number): Scale {
  const end = last + 1;
  const inside = items.flatMap((one) => [one.first, one.last + 1]).filter((day) => day > first && day < end);
  const stops = [...new Set([first, ...inside, end])].sort((a, b) => a - b);
  const longest = end - first > 10 * LONGEST ? LONGEST : Infinity;
  const places = [0];
  const cuts: { first: number; last: number }[] = [];
  for (let index = 1; index < stops.length; index++) {
    const [from, to] = [stops[index - 1] ?? first, stops[index] ?? end];
    places.push((places[index - 1] ?? 0) + Math.min(to - from, longest));
    if (to - from > longest) cuts.push({ first: from, last: to });
  }
  const whole = places.at(-1) || 1;
  const at = (day: number): number => {
    const next = stops.findIndex((stop) => stop > day);
    if (next < 0) return 1;
    if (next === 0) return 0;
    const [from, to] = [stops[next - 1] ?? first, stops[next] ?? end];
    const [left, right] = [places[next - 1] ?? 0, places[next] ?? 0];
    return (left + ((day - from) / (to - from)) * (right - left)) / whole;
  };
  return { at, cuts, stops };
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
