/** Network: who accuses, denies, meets whom. */

import { ask, Fault, findBase } from "../api";
import { el, link, table, tell, words } from "../dom";
import { makeForm } from "../filters";
import { CLASS_COLOURS, CLASS_NAMES, KIND_COLOURS, OTHER_CLASS, OTHER_KIND } from "../kinds";
import { findLabels, type Called } from "../labels";
import { findPage, shorten } from "../links";
import edgesQuery from "../queries/edges.rq";
import sentencesQuery from "../queries/sentences.rq";
import type { Given } from "../sparql";
import type { Stage } from "../view";
import { busy } from "../view";
import { draw, type Picture } from "./draw";
import { countKinds, narrow, readEdges, type Edge } from "./model";

export async function showNetwork(stage: Stage): Promise<void> {
  const { choice, root } = stage;
  const window: Given = { since: text(choice["since"]), until: text(choice["until"], "~") };
  const given: Given = { ...window, actor: choice["actor"] ? { iri: choice["actor"] } : undefined };
  const [{ rows, more }, base] = await Promise.all([ask(edgesQuery, given), findBase()]);
  const all = readEdges(rows);
  const kinds = countKinds(all);
  if (choice["kind"] && !kinds.some(([kind]) => kind === choice["kind"])) kinds.push([choice["kind"], 0]);
  const edges = narrow(all, { kinds: choice["kind"] ? [choice["kind"]] : [], least: Number(choice["weight"] ?? 1) || 1 });
  const called = await findLabels([...new Set(edges.flatMap((edge) => [edge.source, edge.target]))]);
  if (stage.signal.aborted) return;
  const form = makeForm(
    [
      { name: "since", label: "From day", type: "date" },
      { name: "until", label: "To day", type: "date" },
      { name: "kind", label: "Kind", type: "choice", options: kinds.map(([kind, count]) => ({ value: kind, label: `${kind} (${count})` })) },
      { name: "actor", label: "Actor", type: "node", kind: "actor" },
      { name: "weight", label: "At least so many statements", type: "number", least: 1 },
    ],
    choice,
    stage.choose,
  );
  root.append(form.root);
  if (edges.length === 0) {
    root.append(tell(all.length || Object.values(choice).some(Boolean) ? "Nothing fits these filters. Clear one of them." : "In this graph nobody says anything to or about anybody.", "empty"));
    return;
  }
  if (more || rows.length >= 1000) root.append(tell("These are the 1,000 heaviest edges. Narrow the time or name an actor to see others."));
  drawAll(stage, edges, called, base, window);
}

function text(value: string | undefined, end = ""): { text: string } | undefined {
  return value ? { text: value + end } : undefined;
}

function drawAll(stage: Stage, edges: readonly Edge[], called: ReadonlyMap<string, Called>, base: string, window: Given): void {
  const name = (iri: string): string => called.get(iri)?.label || shorten(iri);
  const card = el("section", { class: "card", "aria-label": "What is chosen", "aria-live": "polite", tabindex: -1 });
  card.append(tell("Click an edge to read its sentences, or a circle to keep only its edges. Without a mouse, use the table below."));
  const part = el("div", { class: "picture", role: "group", "aria-label": `Network of ${edges.length} edges; the table below holds the same` });
  const box = el("div", { class: "drawn" }, part);
  stage.root.append(el("div", { class: "split" }, el("div", {}, box, makeLegend(edges, called)), card));
  let picture: Picture | undefined;
  const open = (edge: Edge, opener?: HTMLElement): void => {
    picture?.mark(edge);
    void showSentences(card, stage, edge, name, base, window);
    if (opener) { card.focus(); card.scrollIntoView({ block: "nearest" }); }
  };
  stage.root.append(
    table<Edge>(
      "Who says what to or about whom",
      [
        { title: "Who", cell: (edge) => link(name(edge.source), findPage(edge.source, base)) },
        { title: "Kind", cell: (edge) => edge.kind },
        { title: "Whom", cell: (edge) => link(name(edge.target), findPage(edge.target, base)) },
        { title: "Statements", cell: (edge) => String(edge.weight), class: "number" },
        { title: "First", cell: (edge) => edge.first, class: "day" },
        { title: "Last", cell: (edge) => edge.last, class: "day" },
        {
          title: "Sentences",
          cell: (edge) => {
            const label = `Sentences in which ${name(edge.source)} says it (${edge.kind}) of or to ${name(edge.target)}`;
            const button = el("button", { type: "button", "aria-label": label, click: () => open(edge, button) }, "Read");
            return button;
          },
        },
      ],
      edges,
    ),
  );
  try {
    picture = draw(part, edges, called, open, (iri) => stage.choose({ ...stage.choice, actor: iri, actor_name: name(iri) }));
  } catch (error) {
    console.warn(error);
    box.replaceChildren(tell("This browser cannot draw the network (it has no WebGL). The table below holds the same.", "fault"));
    stage.root.querySelector("details.rows")?.setAttribute("open", "");
    return;
  }
  const drawn = picture;
  stage.signal.addEventListener("abort", () => drawn.end());
  box.append(makeControls(drawn, part));
  // The tests click an edge where it lies.
  Object.assign(part, { findEdge: (index: number) => { const edge = edges[index]; return edge && drawn.find(edge); } });
}

function makeControls(picture: Picture, part: HTMLElement): HTMLElement {
  const moves: Record<string, () => void> = {
    "+": () => picture.zoom(1.5), "-": () => picture.zoom(1 / 1.5), "0": () => picture.reset(),
    ArrowLeft: () => picture.move(-0.1, 0), ArrowRight: () => picture.move(0.1, 0),
    ArrowUp: () => picture.move(0, 0.1), ArrowDown: () => picture.move(0, -0.1),
  };
  part.tabIndex = 0;
  part.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    if (move) { event.preventDefault(); move(); }
  });
  return el(
    "div",
    { class: "controls" },
    el("button", { type: "button", "aria-label": "Zoom in", click: () => picture.zoom(1.5) }, "+"),
    el("button", { type: "button", "aria-label": "Zoom out", click: () => picture.zoom(1 / 1.5) }, "−"),
    el("button", { type: "button", click: () => picture.reset() }, "All"),
  );
}

function makeLegend(edges: readonly Edge[], called: ReadonlyMap<string, Called>): HTMLElement {
  const legend = el("ul", { class: "legend", "aria-label": "Colours" });
  for (const [kind] of countKinds(edges)) {
    const colour = KIND_COLOURS[kind];
    if (colour && colour !== OTHER_KIND) legend.append(el("li", {}, el("span", { class: "line", style: `background:${colour}` }), kind));
  }
  legend.append(el("li", {}, el("span", { class: "line", style: `background:${OTHER_KIND}` }), "any other"));
  const classes = new Set([...called.values()].map((one) => one.class));
  for (const [key, colour] of Object.entries(CLASS_COLOURS)) {
    if (classes.has(key)) legend.append(el("li", {}, el("span", { class: "dot", style: `background:${colour}` }), CLASS_NAMES[key]));
  }
  if (classes.has("")) legend.append(el("li", {}, el("span", { class: "dot", style: `background:${OTHER_CLASS}` }), "other"));
  return legend;
}

async function showSentences(card: HTMLElement, stage: Stage, edge: Edge, name: (iri: string) => string, base: string, window: Given): Promise<void> {
  card.replaceChildren(
    el("h2", {}, link(name(edge.source), findPage(edge.source, base)), el("span", { class: "kind" }, ` ${edge.kind} `), link(name(edge.target), findPage(edge.target, base))),
  );
  await busy(card, stage.signal, async () => {
    const given: Given = { ...window, source: { iri: edge.source }, target: { iri: edge.target }, kind: { text: edge.kind } };
    const { rows } = await ask(sentencesQuery, given);
    if (rows.length === 0) throw new Fault("The sentences are no longer there: the graph was built anew. Load this page again.");
    const list = el("ol", { class: "items" });
    for (const row of rows) {
      const source = [row["date"], row["outlet"], row["title"]].filter(Boolean).join(", ");
      const quote = el("blockquote", {}, words(row["sentence"] ?? "", "p"));
      const statement = el("a", { href: findPage(row["statement"] ?? "", base) }, "Statement");
      const article = el("a", { href: findPage(row["article"] ?? "", base) }, "Article");
      list.append(el("li", {}, quote, el("p", { class: "source" }, words(source), " · ", statement, " · ", article)));
    }
    card.append(list);
  });
}
