/** The picture of the map: outlines on a canvas, places as buttons on top, so that keyboard and screen reader reach them. */

import { el } from "../dom";
import { cluster, focus, type Placed } from "./model";
import { fit, makeProjection, paint, type World } from "./world";

export type Chart = { mark: (place: Placed) => void };

const LEAST = 60;
const MOST = 60_000;

/** Draws the map; *onOpen* is called with the places of the button that was pressed. */
export function makeChart(
  frame: HTMLElement,
  world: World,
  placed: readonly Placed[],
  name: (place: Placed) => string,
  onOpen: (places: readonly Placed[]) => void,
  signal: AbortSignal,
): Chart {
  const canvas = el("canvas", { "aria-hidden": "true" });
  const layer = el("div", { class: "places" });
  const picture = el("div", { class: "picture", role: "group", tabindex: 0, "aria-label": `Map of ${placed.length} places; arrow keys move it, plus and minus zoom; the table below holds the same` }, canvas, layer);
  frame.append(picture);
  let marked = "";
  let sight = fit(focus(placed).map((one) => one.at), picture.clientWidth, picture.clientHeight);
  let waiting = false;

  function draw(): void {
    waiting = false;
    const { clientWidth: width, clientHeight: height } = picture;
    if (!width || !height) return;
    const density = window.devicePixelRatio || 1;
    canvas.width = width * density;
    canvas.height = height * density;
    const style = getComputedStyle(picture);
    const colour = (key: string): string => style.getPropertyValue(`--${key}`).trim();
    const projection = makeProjection(sight, width, height);
    paint(canvas, world, projection, { sea: colour("sea"), land: colour("land"), border: colour("border"), grid: colour("grid") }, density);
    // Clipping is for outlines only: a point beyond the edge is left out below.
    const locate = (one: Placed): [number, number] => projection([...one.at]) ?? [-1e6, -1e6];
    const inside = placed.filter((one) => { const [x, y] = locate(one); return x > -20 && x < width + 20 && y > -20 && y < height + 20; });
    const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset["place"] : undefined;
    layer.replaceChildren(...cluster(inside, locate, 26).map(({ x, y, members }) => makeButton(x, y, members, width)));
    if (held) [...layer.querySelectorAll<HTMLElement>("button")].find((one) => one.dataset["place"] === held)?.focus();
  }

  function makeButton(x: number, y: number, members: readonly Placed[], width: number): HTMLElement {
    const events = members.reduce((sum, one) => sum + one.events, 0);
    const size = Math.min(54, 20 + 5 * Math.sqrt(events));
    const [first] = members;
    const label = members.length === 1 && first ? name(first) : `${members.length} places`;
    const spoken = ` ${events === 1 ? "event" : "events"}, `;
    const which = members.length > 1 ? `: ${members.map(name).slice(0, 5).join(", ")}` : "";
    const classes = ["spot", members.some((one) => one.place === marked) && "marked", members.every((one) => one.basis === "parts" || one.basis === "whole") && "vague", x > width - 110 && "leftward"];
    const disc = el("span", { class: "disc", style: `width:${size}px;height:${size}px` }, String(events));
    const shown = el("span", { class: "name", dir: "auto" }, label);
    const button = el(
      "button",
      { type: "button", class: classes.filter(Boolean).join(" "), style: `left:${x}px;top:${y}px`, "data-place": first?.place },
      disc, el("span", { class: "spoken" }, spoken), shown, el("span", { class: "spoken" }, which),
    );
    button.addEventListener("click", () => {
      marked = first?.place ?? "";
      onOpen(members);
      if (members.length > 1) approach(members);
      redraw();
    });
    return button;
  }

  /** Looks closer at places that lie together, where that parts them. */
  function approach(members: readonly Placed[]): void {
    const nearer = fit(members.map((one) => one.at), picture.clientWidth, picture.clientHeight, 110);
    if (nearer.scale > sight.scale) sight = { ...nearer, scale: Math.min(nearer.scale, MOST) };
  }

  function redraw(): void {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(draw);
  }

  function zoom(factor: number, x = picture.clientWidth / 2, y = picture.clientHeight / 2): void {
    const { clientWidth: width, clientHeight: height } = picture;
    const before = makeProjection(sight, width, height).invert?.([x, y]);
    sight = { ...sight, scale: Math.max(LEAST, Math.min(MOST, sight.scale * factor)) };
    const after = before && makeProjection(sight, width, height)(before);
    // What lies under the pointer stays there.
    if (after) move(x - after[0], y - after[1]);
    else redraw();
  }

  function move(x: number, y: number): void {
    const { clientWidth: width, clientHeight: height } = picture;
    const middle = makeProjection(sight, width, height).invert?.([width / 2 - x, height / 2 - y]);
    if (middle) sight = { ...sight, middle: [middle[0], Math.max(-80, Math.min(80, middle[1]))] };
    redraw();
  }

  function reset(): void {
    sight = fit(placed.map((one) => one.at), picture.clientWidth, picture.clientHeight);
    redraw();
  }

  listen(picture, zoom, move, reset);
  const looks = matchMedia("(prefers-color-scheme: dark)");
  looks.addEventListener("change", redraw);
  const watch = new ResizeObserver(redraw);
  watch.observe(picture);
  signal.addEventListener("abort", () => { watch.disconnect(); looks.removeEventListener("change", redraw); });
  frame.append(
    el(
      "div",
      { class: "controls" },
      el("button", { type: "button", "aria-label": "Zoom in", click: () => zoom(1.6) }, "+"),
      el("button", { type: "button", "aria-label": "Zoom out", click: () => zoom(1 / 1.6) }, "−"),
      el("button", { type: "button", click: reset }, "All"),
    ),
  );
  draw();
  return {
    mark: (place) => {
      marked = place.place;
      redraw();
    },
  };
}

/** Keyboard, wheel, mouse and two fingers. */
function listen(picture: HTMLElement, zoom: (factor: number, x?: number, y?: number) => void, move: (x: number, y: number) => void, reset: () => void): void {
  const keys: Record<string, () => void> = {
    "+": () => zoom(1.6), "=": () => zoom(1.6), "-": () => zoom(1 / 1.6), "0": reset,
    ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
  };
  picture.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (key) { event.preventDefault(); key(); }
  });
  picture.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
  const fingers = new Map<number, { x: number; y: number }>();
  picture.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.closest("button")) return;
    picture.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  picture.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const box = picture.getBoundingClientRect();
      const factor = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      zoom(factor, (now.x + other.x) / 2 - box.left, (now.y + other.y) / 2 - box.top);
    } else {
      move(now.x - before.x, now.y - before.y);
    }
    fingers.set(event.pointerId, now);
  });
  for (const end of ["pointerup", "pointercancel"] as const) picture.addEventListener(end, (event) => fingers.delete(event.pointerId));
}
