/** The page: which view is shown, by what stands behind the hash sign of its address. */

import { readAddress, writeAddress } from "./address";
import { el } from "./dom";
import "./style.css";
import { busy, type View } from "./view";

type Entry = { name: string; title: string; asks: string; load: () => Promise<View> };

const VIEWS: readonly Entry[] = [
  { name: "network", title: "Network", asks: "Who accuses, denies, meets whom?", load: async () => (await import("./network")).showNetwork },
  { name: "map", title: "Map", asks: "Where is what reported to have happened?", load: async () => (await import("./map")).showMap },
  { name: "timeline", title: "Timeline", asks: "What is reported to have happened or been said, day by day?", load: async () => (await import("./timeline")).showTimeline },
  { name: "figures", title: "Figures", asks: "Which figures are given for one happening, and by whom?", load: async () => (await import("./figures")).showFigures },
  { name: "query", title: "Query", asks: "What do you want to ask the graph?", load: async () => (await import("./editor")).showEditor },
];

let leaving = new AbortController();
let shown = "";

async function show(): Promise<void> {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const address = readAddress(location.hash);
  const entry = VIEWS.find((one) => one.name === address.view) ?? VIEWS[0];
  const main = document.getElementById("main");
  if (!entry || !main) return;
  document.title = `${entry.title} · views`;
  document.getElementById("views")?.replaceChildren(
    ...VIEWS.map((one) => el("li", {}, el("a", { href: `#${one.name}`, "aria-current": one === entry ? "page" : undefined }, one.title))),
  );
  const held = document.activeElement instanceof HTMLElement ? document.activeElement.closest("label, p")?.textContent : undefined;
  const root = el("div", { class: `view ${entry.name}` });
  main.replaceChildren(el("h1", {}, entry.title, " ", el("span", { class: "asks" }, entry.asks)), root);
  const changed = entry.name !== shown && shown !== "";
  shown = entry.name;
  const choose = (choice: Readonly<Record<string, string>>): void => {
    location.hash = writeAddress({ view: entry.name, choice });
  };
  await busy(root, signal, async () => {
    const view = await entry.load();
    if (!signal.aborted) await view({ root, choice: address.choice, choose, signal });
  });
  if (signal.aborted) return;
  if (changed) main.focus();
  else if (held) focusAgain(root, held);
  document.body.dataset["ready"] = writeAddress({ view: entry.name, choice: address.choice });
}

/** Whoever changed a filter goes on from there, though the view was drawn anew. */
function focusAgain(root: HTMLElement, text: string): void {
  const field = [...root.querySelectorAll("form p")].find((one) => one.textContent === text);
  field?.querySelector<HTMLElement>("input, select")?.focus();
}

window.addEventListener("hashchange", () => void show());
void show();
