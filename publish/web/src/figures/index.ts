/** Figures: what is counted in one happening, by each source, side by side. */

import { askSaved, findBase, type Row } from "../api";
import { el, link, table, tell, words } from "../dom";
import { makeForm } from "../filters";
import { findPage } from "../links";
import type { Stage } from "../view";
import { group, makeBar, writeBounds, type Figure, type Group } from "./model";

const SHOWN = 60;

export async function showFigures(stage: Stage): Promise<void> {
  const { choice, root } = stage;
  const which = choice["which"] ?? "";
  const parameters = Object.fromEntries(["since", "until", "actor", "place"].map((name) => [name, choice[name] ?? ""]));
  const query = which === "casualties" ? "casualty-figures" : which === "all" ? "figures" : "conflicting-figures";
  const [{ rows, more }, base] = await Promise.all([askSaved(query, parameters), findBase()]);
  if (stage.signal.aborted) return;
  const kinds = [...new Set(rows.map((row) => row["kind"] ?? ""))].filter(Boolean).sort();
  const kept = rows.filter((row) => !choice["kind"] || row["kind"] === choice["kind"]);
  const form = makeForm(
    [
      { name: "which", label: "Figures", type: "choice", options: [{ value: "casualties", label: "killed and injured, in series" }, { value: "all", label: "every figure" }] },
      { name: "since", label: "Published from day", type: "date" },
      { name: "until", label: "To day", type: "date" },
      { name: "kind", label: "Kind", type: "choice", options: kinds.map((kind) => ({ value: kind, label: kind })) },
      { name: "actor", label: "Given by", type: "node", kind: "actor" },
      { name: "place", label: "Place", type: "node", kind: "place" },
    ],
    choice,
    stage.choose,
  );
  const first = form.root.querySelector("option");
  if (first) first.textContent = "that cannot all be right";
  root.append(form.root);
  if (kept.length === 0) {
    const narrowed = Object.entries(choice).some(([name, value]) => name !== "which" && value);
    const text = narrowed ? "Nothing fits these filters. Clear one of them." : which ? "This graph has no such figures." : "In this graph no figures contradict each other. Choose “killed and injured” or “every figure” to see those it has.";
    root.append(tell(text, "empty"));
    return;
  }
  if (more) root.append(tell("There are more figures than are shown. Narrow the time, or name a place."));
  const groups = group(kept);
  const list = el("div", { class: "groups" });
  let shown = 0;
  const button = el("button", { type: "button", click: () => add() }, "Show more");
  function add(): void {
    list.append(...groups.slice(shown, shown + SHOWN).map((one) => makeGroup(one, base)));
    shown += SHOWN;
    button.hidden = shown >= groups.length;
  }
  add();
  root.append(list, button, makeTable(kept, base));
}

function makeGroup(one: Group, base: string): HTMLElement {
  const list = el("ul", { class: "sides" });
  for (const figure of one.figures) list.append(makeSide(figure, one.most, base));
  const scale = el("p", { class: "scale", "aria-hidden": "true" }, el("span", {}, "0"), el("span", {}, Math.round(one.most).toLocaleString("en")));
  return el("section", { class: "group" }, el("h2", {}, words(one.about), " ", !one.about.startsWith(one.kind) && el("span", { class: "tag" }, one.kind)), list, scale);
}

function makeSide(figure: Figure, most: number, base: string): HTMLElement {
  const { row } = figure;
  const bar = makeBar(figure, most);
  const drawn = el("div", { class: `bar ${bar.open && `open-${bar.open}`}`, style: `margin-inline-start:${(bar.left * 100).toFixed(2)}%;width:max(4px,${(bar.width * 100).toFixed(2)}%)` });
  const about = [row["date"], row["article"]].filter(Boolean).join(", ");
  return el(
    "li",
    {},
    el("p", { class: "wording" }, link(row["figure"] ?? "", findPage(row["node"] ?? "", base)), " ", words(row["counted"] ?? "", "span")),
    el("p", { class: "by" }, row["given_by"] ? words(row["given_by"]) : el("em", {}, "the article itself")),
    el("div", { class: "track", role: "img", "aria-label": `Bounds: ${writeBounds(figure)}` }, drawn),
    el("p", { class: "bounds" }, writeBounds(figure)),
    el("blockquote", {}, words(row["sentence"] ?? "", "p")),
    el("p", { class: "source" }, words(about)),
  );
}

function makeTable(rows: readonly Row[], base: string): HTMLElement {
  const figures = group(rows).flatMap((one) => one.figures.map((figure) => ({ ...figure, about: one.about })));
  return table(
    "Figures, those of one happening below each other",
    [
      { title: "About", cell: (one) => words(one.about) },
      { title: "Kind", cell: (one) => one.row["kind"] ?? "" },
      { title: "Figure", cell: (one) => link(one.row["figure"] ?? "", findPage(one.row["node"] ?? "", base)) },
      { title: "Counted", cell: (one) => words(one.row["counted"] ?? "") },
      { title: "Bounds", cell: writeBounds },
      { title: "Given by", cell: (one) => words(one.row["given_by"] ?? "") },
      { title: "Date", cell: (one) => one.row["date"] ?? "", class: "day" },
      { title: "Article", cell: (one) => words(one.row["article"] ?? "") },
      { title: "Sentence", cell: (one) => words(one.row["sentence"] ?? "", "p"), class: "sentence" },
    ],
    figures,
  );
}
