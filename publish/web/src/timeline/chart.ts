/** The picture of the timeline: marks on lanes, one stop of the Tab key, arrow keys from mark to mark. */

import { makeTicks, toText, writeSpan, type Tick } from "../days";
import { el, svg } from "../dom";
import { countBins, makeScale, pickLanes, type Item, type Scale } from "./model";

const LANE = 15;
const TOP = 26;
const MOST = 600;

export const SORT_NAMES = { event: "events", statement: "statements" } as const;

/** Draws items between two days; *onOpen* is called with the one that is chosen, *onNarrow* with a stretch of days. */
export function drawChart(
  root: HTMLElement,
  items: readonly Item[],
  range: { first: number; last: number },
  onOpen: (item: Item) => void,
  onNarrow: (since: string, until: string) => void,
): void {
  const width = Math.max(300, root.clientWidth);
  const shown = items.filter((one) => one.last >= range.first && one.first <= range.last);
  const pad = 14;
  const spread = (share: number): number => pad + share * (width - 2 * pad);
  if (shown.length > MOST) {
    const days = range.last - range.first + 1;
    drawBars(root, shown, range, (day) => spread((day - range.first) / days), width, onNarrow);
  } else {
    const scale = makeScale(shown, range.first, range.last);
    drawLanes(root, shown, range, scale, (day) => spread(scale.at(day)), width, onOpen);
  }
}

function drawAxis(picture: SVGElement, ticks: readonly Tick[], x: (day: number) => number, width: number, height: number): void {
  for (const { at, label } of ticks) {
    picture.append(svg("line", { x1: x(at), x2: x(at), y1: TOP - 6, y2: height, class: "grid" }));
    // What would be cut off at the edge is moved in.
    const anchor = x(at) > width - 42 ? "end" : x(at) < 42 ? "start" : "middle";
    picture.append(svg("text", { x: x(at), y: 13, "text-anchor": anchor }, label));
  }
}

/** Days at which something begins or ends, as far apart as their names need. */
function pickTicks(scale: Scale, x: (day: number) => number): Tick[] {
  const out: Tick[] = [];
  let free = -Infinity;
  for (const at of scale.stops) {
    if (x(at) < free) continue;
    out.push({ at, label: toText(at) });
    free = x(at) + 88;
  }
  return out;
}

function drawLanes(root: HTMLElement, items: readonly Item[], range: { first: number; last: number }, scale: Scale, x: (day: number) => number, width: number, onOpen: (item: Item) => void): void {
  const marks: { item: Item; left: number; right: number; y: number }[] = [];
  const heads: { y: number; text: string }[] = [];
  let y = TOP;
  for (const sort of ["event", "statement"] as const) {
    const own = items.filter((one) => one.sort === sort).sort((a, b) => a.first - b.first || a.last - b.last || (a.node < b.node ? -1 : 1));
    if (own.length === 0) continue;
    const spans = own.map((one) => ({ left: x(Math.max(one.first, range.first)), right: Math.max(x(Math.min(one.last, range.last) + 1), x(Math.max(one.first, range.first)) + 9) }));
    const lanes = pickLanes(spans, 2);
    heads.push({ y: y + 12, text: `${SORT_NAMES[sort]} (${own.length})` });
    y += 18;
    own.forEach((item, index) => {
      const span = spans[index];
      if (span) marks.push({ item, ...span, y: y + (lanes[index] ?? 0) * LANE });
    });
    y += (Math.max(...lanes) + 1) * LANE + 12;
  }
  const picture = svg("svg", { width, height: y, viewBox: `0 0 ${width} ${y}`, role: "group", "aria-label": `Timeline of ${items.length} marks; arrow keys go from one to the next, Enter opens it; the table below holds the same` });
  for (const { first, last } of scale.cuts) {
    picture.append(svg("rect", { x: x(first), y: TOP - 6, width: x(last) - x(first), height: y - TOP + 6, class: "cut" }));
  }
  drawAxis(picture, pickTicks(scale, x), x, width, y);
  for (const head of heads) picture.append(svg("text", { x: 4, y: head.y, class: "lane" }, head.text));
  const shapes = marks.map(({ item, left, right, y: top }, index) => {
    const title = `${writeSpan(item.row["from"], item.row["to"])}: ${item.row["what"] ?? ""}`;
    const shape = svg("rect", {
      x: left, y: top, width: right - left, height: LANE - 4, rx: item.sort === "event" ? 2 : 5.5, class: `mark ${item.sort}${item.open ? " open" : ""} ${item.row["factuality"] ?? ""}`,
      role: "button", tabindex: index === 0 ? 0 : -1, "aria-label": title,
    }, svg("title", {}, title));
    shape.addEventListener("click", () => select(index));
    shape.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select(index); }
      else if (step !== undefined) { event.preventDefault(); go(index + step); }
      else if (event.key === "Home" || event.key === "End") { event.preventDefault(); go(event.key === "Home" ? 0 : marks.length - 1); }
    });
    return shape;
  });
  function go(index: number): void {
    const next = shapes[Math.max(0, Math.min(shapes.length - 1, index))];
    for (const shape of shapes) shape.setAttribute("tabindex", shape === next ? "0" : "-1");
    next?.focus();
  }
  function select(index: number): void {
    for (const [at, shape] of shapes.entries()) shape.classList.toggle("chosen", at === index);
    const mark = marks[index];
    if (mark) onOpen(mark.item);
  }
  picture.append(...shapes);
  root.replaceChildren(picture);
}

function drawBars(root: HTMLElement, items: readonly Item[], range: { first: number; last: number }, x: (day: number) => number, width: number, onNarrow: (since: string, until: string) => void): void {
  const bins = countBins(items, range.first, range.last, 120);
  const most = Math.max(...bins.map((one) => one.events + one.statements));
  const height = 260;
  const scale = (height - TOP - 20) / most;
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  drawAxis(picture, makeTicks(range.first, range.last + 1, Math.floor(width / 95)), x, width, height);
  const each = (x(range.last + 1) - x(range.first)) / bins.length;
  bins.forEach((bin, index) => {
    const left = x(range.first) + index * each;
    let low = height - 4;
    for (const sort of ["event", "statement"] as const) {
      const tall = scale * (sort === "event" ? bin.events : bin.statements);
      low -= tall;
      picture.append(svg("rect", { x: left + 0.5, y: low, width: Math.max(1, each - 1), height: tall, class: `mark ${sort}` }));
    }
  });
  const choose = el("select", { change: () => { const bin = bins[Number(choose.value)]; if (choose.value && bin) onNarrow(bin.from, bin.to); } }, el("option", { value: "" }, "choose a stretch of days"));
  bins.forEach((bin, index) => {
    const count = bin.events + bin.statements;
    if (count) choose.append(el("option", { value: index }, `${bin.from} to ${bin.to}: ${bin.events} events, ${bin.statements} statements`));
  });
  root.replaceChildren(picture, el("p", {}, el("label", {}, "Too many to draw one by one. Look closer at ", choose)));
}
