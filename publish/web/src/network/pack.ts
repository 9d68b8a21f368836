/** Where the parts of a network that nothing binds to each other lie: beside each other, the largest first. */

export type Point = { x: number; y: number };

/** Returns the connected parts of a network, the largest first, each sorted. */
export function findParts(ids: readonly string[], links: readonly (readonly [string, string])[]): string[][] {
  const leader = new Map(ids.map((id) => [id, id]));
  const find = (id: string): string => {
    let at = id;
    for (let up = leader.get(at); up !== undefined && up !== at; up = leader.get(at)) at = up;
    leader.set(id, at);
    return at;
  };
  for (const [a, b] of links) leader.set(find(a), find(b));
  const parts = new Map<string, string[]>();
  for (const id of [...ids].sort()) parts.set(find(id), [...(parts.get(find(id)) ?? []), id]);
  return [...parts.values()].sort((a, b) => b.length - a.length || ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));
}

/** Scales a part so that its links are of length 1 on average, and moves it so that its corner lies at the origin. */
export function scalePart(part: ReadonlyMap<string, Point>, links: readonly (readonly [string, string])[]): { points: Map<string, Point>; width: number; height: number } {
  let sum = 0;
  let count = 0;
  for (const [a, b] of links) {
    const [p, q] = [part.get(a), part.get(b)];
    if (p && q) {
      sum += Math.hypot(p.x - q.x, p.y - q.y);
      count += 1;
    }
  }
  const factor = sum > 0 ? count / sum : 1;
  const xs = [...part.values()].map((one) => one.x * factor);
  const ys = [...part.values()].map((one) => one.y * factor);
  const [left, low] = [Math.min(...xs), Math.min(...ys)];
  const points = new Map([...part].map(([id, { x, y }]) => [id, { x: x * factor - left, y: y * factor - low }]));
  return { points, width: Math.max(...xs) - left, height: Math.max(...ys) - low };
}

/** Returns the corners of boxes that are put on shelves, so that the whole is about *shape* times as wide as high. */
export function pack(boxes: readonly { width: number; height: number }[], gap: Point, shape: number): Point[] {
  const area = boxes.reduce((sum, one) => sum + (one.width + gap.x) * (one.height + gap.y), 0);
  const widest = Math.max(0, ...boxes.map((one) => one.width));
  const limit = Math.max(Math.sqrt(area * shape * 1.3), widest + gap.x);
  let x = 0;
  let y = 0;
  let shelf = 0;
  return boxes.map(({ width, height }) => {
    if (x > 0 && x + width > limit) {
      x = 0;
      y += shelf + gap.y;
      shelf = 0;
    }
    const at = { x, y };
    x += width + gap.x;
    shelf = Math.max(shelf, height);
    return at;
  });
}
