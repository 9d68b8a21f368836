/** From rows to places on the map; nothing here touches the page. */

import type { Row } from "../api";
import { shorten } from "../links";

export type Point = readonly [longitude: number, latitude: number];

/** How a place came to where it is drawn. */
export type Basis = "itself" | "country" | "parts" | "whole";

export type Spot = {
  place: string;
  class: string;
  country: string;
  wholes: readonly string[];
  events: number;
  own: Point | undefined;
};

export type Placed = Spot & { at: Point; basis: Basis };

/** Reads places from the rows of places.rq. */
export function readSpots(rows: readonly Row[]): Spot[] {
  return rows.flatMap((row) => {
    const place = row["place"];
    if (!place) return [];
    const [longitude, latitude] = [Number(row["lon"] ?? NaN), Number(row["lat"] ?? NaN)];
    const own = Number.isFinite(longitude) && Number.isFinite(latitude) ? ([longitude, latitude] as const) : undefined;
    const wholes = (row["wholes"] ?? "").split(" ").filter(Boolean).sort();
    return [{ place, class: shorten(row["class"] ?? ""), country: row["country"] ?? "", wholes, events: Number(row["events"] ?? 0), own }];
  });
}

/**
 * Says where places with events are drawn, and which cannot be.
 *
 * A place without coordinates of its own is drawn amid its parts that have some, a country within its outlines, any
 * other where the smallest place that contains it is drawn.
 */
export function placeSpots(spots: readonly Spot[], findMiddle: (code: string) => Point | undefined): { placed: Placed[]; left: Spot[] } {
  const known = new Map(spots.map((one) => [one.place, one]));
  const parts = new Map<string, Point[]>();
  for (const spot of spots) {
    if (spot.own) for (const whole of spot.wholes) parts.set(whole, [...(parts.get(whole) ?? []), spot.own]);
  }
  const locate = (spot: Spot): { at: Point; basis: Basis } | undefined => {
    if (spot.own) return { at: spot.own, basis: "itself" };
    if (spot.class === "Country") {
      const at = findMiddle(spot.country);
      return at && { at, basis: "country" };
    }
    const inner = parts.get(spot.place);
    return inner && { at: average(inner), basis: "parts" };
  };
  const placed: Placed[] = [];
  const left: Spot[] = [];
  for (const spot of spots) {
    if (spot.events === 0) continue;
    const found = locate(spot) ?? locateInWhole(spot, known, locate);
    if (found) placed.push({ ...spot, ...found });
    else left.push(spot);
  }
  placed.sort((a, b) => b.events - a.events || (a.place < b.place ? -1 : 1));
  return { placed, left };
}

function locateInWhole(spot: Spot, known: ReadonlyMap<string, Spot>, locate: (spot: Spot) => { at: Point } | undefined): { at: Point; basis: Basis } | undefined {
  // What is part of most others is the smallest.
  const wholes = spot.wholes.flatMap((one) => known.get(one) ?? []).sort((a, b) => b.wholes.length - a.wholes.length);
  for (const whole of wholes) {
    const found = locate(whole);
    if (found) return { at: found.at, basis: "whole" };
  }
  return undefined;
}

function average(points: readonly Point[]): Point {
  const sum = points.reduce<[number, number]>(([x, y], [a, b]) => [x + a, y + b], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}

/** Returns the places that nearly all events are reported from, so that a few far away do not make the rest tiny. */
export function focus(placed: readonly Placed[], share = 0.9): Placed[] {
  const total = placed.reduce((sum, one) => sum + one.events, 0);
  const median = (index: 0 | 1): number => {
    const sorted = [...placed].sort((a, b) => a.at[index] - b.at[index]);
    let sum = 0;
    return sorted.find((one) => (sum += one.events) * 2 >= total)?.at[index] ?? 0;
  };
  const [x, y] = [median(0), median(1)];
  const near = [...placed].sort((a, b) => Math.hypot(a.at[0] - x, a.at[1] - y) - Math.hypot(b.at[0] - x, b.at[1] - y));
  let sum = 0;
  return near.filter((one) => {
    const before = sum;
    sum += one.events;
    return before < share * total;
  });
}

export type Cluster<T> = { x: number; y: number; members: T[] };

/** Puts what lies too close together into one, in the order given: the first ones keep their place. */
export function cluster<T>(items: readonly T[], locate: (item: T) => readonly [number, number], distance: number): Cluster<T>[] {
  const out: Cluster<T>[] = [];
  for (const item of items) {
    const [x, y] = locate(item);
    const near = out.find((one) => Math.hypot(one.x - x, one.y - y) < distance);
    if (near) near.members.push(item);
    else out.push({ x, y, members: [item] });
  }
  return out;
}
