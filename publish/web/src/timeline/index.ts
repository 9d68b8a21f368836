/** Timeline: events and statements, day by day. */

import { askSaved, findBase, type Row } from "../api";
import { writeSpan } from "../days";
import { el, link, table, tell, words } from "../dom";
import { makeForm } from "../filters";
import { findPage } from "../links";
import type { Stage } from "../view";
import { drawChart, SORT_NAMES } from "./chart";
import { findBulk, readItems, type Item } from "./model";

export async function showTimeline(stage: Stage): Promise<void> {
  const { choice, root } = stage;
  const part = (name: string): string => choice[name] ?? "";
  const [{ rows, more }, base] = await Promise.all([
    askSaved("timeline", { since: part("since"), until: part("until"), actor: part("actor"), place: part("place"), limit: "3000" }),
    findBase(),
  ]);
  if (stage.signal.aborted) return;
  const all = readItems(rows);
  const kinds = [...new Set(all.map((one) => one.kind))].sort();
  const items = all.filter((one) => (!choice["sort"] || one.sort === choice["sort"]) && (!choice["kind"] || one.kind === choice["kind"]));
  const form = makeForm(
    [
      { name: "since", label: "From day", type: "date" },
      { name: "until", label: "To day", type: "date" },
      { name: "sort", label: "What", type: "choice", options: Object.entries(SORT_NAMES).map(([value, label]) => ({ value, label })) },
      { name: "kind", label: "Kind", type: "choice", options: kinds.map((kind) => ({ value: kind, label: kind })) },
      { name: "actor", label: "Actor", type: "node", kind: "actor" },
      { name: "place", label: "Place", type: "node", kind: "place" },
      { name: "whole", label: "All years", type: "flag" },
    ],
    choice,
    stage.choose,
  );
  root.append(form.root);
  if (items.length === 0) {
    root.append(tell(Object.values(choice).some(Boolean) ? "Nothing fits these filters. Clear one of them." : "Nothing in this graph bears a date.", "empty"));
    return;
  }
  if (more) root.append(tell(`These are the first ${rows.length.toLocaleString("en")}. Narrow the time to see others.`));
  const whole = { first: Math.min(...items.map((one) => one.first)), last: Math.max(...items.map((one) => one.last)), outside: 0 };
  const range = choice["whole"] ? whole : findBulk(items);
  if (range.outside) root.append(tell(`${range.outside} of ${items.length} lie far before or after the others and are not drawn, but stand in the table. Tick “All years” to draw them.`));
  const card = el("section", { class: "card", "aria-label": "What is chosen", "aria-live": "polite", tabindex: -1 });
  card.append(tell("Choose a mark to read its sentence."));
  const picture = el("div", { class: "chart" });
  const legend = el("ul", { class: "legend", "aria-label": "Colours" });
  for (const [sort, label] of Object.entries(SORT_NAMES)) legend.append(el("li", {}, el("span", { class: `swatch ${sort}` }), label));
  legend.append(el("li", {}, el("span", { class: "swatch event denied" }), "denied, planned or hypothetical"));
  legend.append(el("li", {}, el("span", { class: "swatch cut" }), "nothing begins or ends: drawn shorter"));
  legend.append(el("li", {}, el("span", { class: "swatch event open" }), "paler: first or last day not known"));
  root.append(el("div", { class: "split" }, el("div", {}, el("div", { class: "drawn" }, picture), legend), card));
  const open = (item: Item): void => card.replaceChildren(...makeCard(item.row, base));
  const draw = (): void => drawChart(picture, items, range, open, (since, until) => stage.choose({ ...choice, since, until }));
  draw();
  redrawOnResize(picture, draw, stage.signal);
  root.append(
    table<Item>(
      "Events and statements in the order of days",
      [
        { title: "Days", cell: ({ row }) => writeSpan(row["from"], row["to"]), class: "day" },
        { title: "Kind", cell: (item) => `${item.sort}: ${item.kind}` },
        { title: "What", cell: ({ row }) => link(row["what"] ?? "", findPage(row["node"] ?? "", base)) },
        { title: "Who", cell: ({ row }) => words(row["who"] ?? "") },
        { title: "Where", cell: ({ row }) => words(row["where"] ?? "") },
        { title: "Factuality", cell: ({ row }) => row["factuality"] ?? "" },
        { title: "Sentence", cell: ({ row }) => words(row["sentence"] ?? "", "p"), class: "sentence" },
        { title: "Article", cell: ({ row }) => words(row["article"] ?? "") },
      ],
      items,
    ),
  );
}

/** Draws anew when the width changes. */
export function redrawOnResize(part: HTMLElement, draw: () => void, signal: AbortSignal): void {
  let width = part.clientWidth;
  const watch = new ResizeObserver(() => {
    if (Math.abs(part.clientWidth - width) < 2) return;
    width = part.clientWidth;
    draw();
  });
  watch.observe(part);
  signal.addEventListener("abort", () => watch.disconnect());
}

function makeCard(row: Row, base: string): HTMLElement[] {
  const facts = [
    ["When", writeSpan(row["from"], row["to"])], ["Kind", row["kind"]], ["Who", row["who"]], ["Where", row["where"]],
    ["Factuality", row["factuality"]], ["Article", row["article"]],
  ] as const;
  const list = el("dl", { class: "facts" });
  for (const [name, value] of facts) if (value) list.append(el("div", {}, el("dt", {}, name), el("dd", {}, words(value))));
  return [el("h2", {}, link(row["what"] ?? "", findPage(row["node"] ?? "", base))), el("blockquote", {}, words(row["sentence"] ?? "", "p")), list];
}
