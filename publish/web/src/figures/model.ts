/** From rows to groups of figures about one happening; nothing here touches the page. */

import type { Row } from "../api";

export type Figure = { row: Row; low: number | undefined; high: number | undefined };
export type Group = { about: string; kind: string; figures: Figure[]; most: number };

/** Groups the rows of "conflicting-figures" or "casualty-figures": those about one thing and of one kind, in order. */
export function group(rows: readonly Row[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const about = row["about"] ?? row["happening"] ?? row["event"] ?? "Tied to no event";
    const kind = row["kind"] ?? "";
    const key = `${kind}|${about}`;
    const found = groups.get(key) ?? { about, kind, figures: [], most: 0 };
    found.figures.push({ row, low: readNumber(row["low"]), high: readNumber(row["high"]) });
    groups.set(key, found);
  }
  for (const one of groups.values()) one.most = findMost(one.figures);
  return [...groups.values()];
}

function readNumber(text: string | undefined): number | undefined {
  const number = Number(text ?? NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** Returns where the scale of a group ends: a little beyond the largest bound. */
export function findMost(figures: readonly Figure[]): number {
  const bounds = figures.flatMap(({ low, high }) => [low, high]).filter((one) => one !== undefined);
  return Math.max(1, ...bounds) * 1.12;
}

export type Bar = { left: number; width: number; open: "low" | "high" | "both" | "" };

/** Returns where a figure's bar lies, in shares of the scale; an open end reaches to the end of the scale. */
export function makeBar({ low, high }: Figure, most: number): Bar {
  const left = (low ?? 0) / most;
  const right = high === undefined ? 1 : high / most;
  const open = low === undefined && high === undefined ? "both" : high === undefined ? "high" : low === undefined ? "low" : "";
  return { left, width: Math.max(0, right - left), open };
}

/** Tells the bounds in words. */
export function writeBounds({ low, high }: Figure): string {
  const write = (number: number): string => number.toLocaleString("en");
  if (low === undefined && high === undefined) return "no bounds";
  if (high === undefined) return `${write(low ?? 0)} or more`;
  if (low === undefined) return `${write(high)} or fewer`;
  return low === high ? write(low) : `${write(low)} to ${write(high)}`;
}
