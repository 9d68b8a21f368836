/** From rows to the network that is drawn; nothing here touches the page. */

import type { Row } from "../api";

export type Edge = {
  source: string;
  target: string;
  kind: string;
  weight: number;
  articles: number;
  first: string;
  last: string;
};

/** Reads edges from the rows of edges.rq: the heaviest first, then by their ends and kind. */
export function readEdges(rows: readonly Row[]): Edge[] {
  const edges = rows.flatMap((row) => {
    const { source, target, kind } = row;
    if (!source || !target || !kind) return [];
    const number = (name: string): number => Number(row[name] ?? 0);
    return [{ source, target, kind, weight: number("weight"), articles: number("articles"), first: row["first"] ?? "", last: row["last"] ?? "" }];
  });
  const key = ({ source, target, kind }: Edge): string => `${source} ${target} ${kind}`;
  return edges.sort((a, b) => b.weight - a.weight || (key(a) < key(b) ? -1 : 1));
}

export type Narrow = { kinds: readonly string[]; least: number };

/** Keeps the edges of some kinds (none given: of all) that are heavy enough. */
export function narrow(edges: readonly Edge[], { kinds, least }: Narrow): Edge[] {
  return edges.filter((edge) => edge.weight >= least && (kinds.length === 0 || kinds.includes(edge.kind)));
}

/** Counts edges by kind, the commonest first. */
export function countKinds(edges: readonly Edge[]): [kind: string, count: number][] {
  const counts = new Map<string, number>();
  for (const edge of edges) counts.set(edge.kind, (counts.get(edge.kind) ?? 0) + edge.weight);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** Returns how many statements touch each actor. */
export function countTouched(edges: readonly Edge[]): Map<string, number> {
  const out = new Map<string, number>();
  for (const edge of edges) for (const end of [edge.source, edge.target]) out.set(end, (out.get(end) ?? 0) + edge.weight);
  return out;
}

/** Returns where to begin the layout: on a circle, in the order of names, so that the same network is drawn the same. */
export function placeOnCircle(ids: readonly string[]): Map<string, { x: number; y: number }> {
  const sorted = [...ids].sort();
  return new Map(
    sorted.map((id, index) => {
      const angle = Math.PI / 2 + (2 * Math.PI * index) / sorted.length;
      return [id, { x: Math.cos(angle), y: Math.sin(angle) }];
    }),
  );
}

/** Returns the width of an edge of so many statements. */
export function getWidth(weight: number): number {
  return Math.min(10, 2.4 + 1.4 * Math.log2(Math.max(weight, 1)));
}

/** Returns the radius of an actor that so many statements touch. */
export function getRadius(touched: number): number {
  return Math.min(20, 4 + 2.2 * Math.sqrt(Math.max(touched, 1)));
}
