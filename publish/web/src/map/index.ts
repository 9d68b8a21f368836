/** Map: where what is reported to have happened, and what each party calls the place. */

import { ask, askSaved, findBase, type Row } from "../api";
import { writeSpan } from "../days";
import { el, link, table, tell, words } from "../dom";
import { makeForm } from "../filters";
import { findLabels } from "../labels";
import { findPage, shorten } from "../links";
import kindsQuery from "../queries/kinds.rq";
import placesQuery from "../queries/places.rq";
import type { Given } from "../sparql";
import { busy, type Stage } from "../view";
import { makeChart, type Chart } from "./chart";
import { placeSpots, readSpots, type Basis, type Placed, type Spot } from "./model";
import { loadWorld } from "./world";

const BASIS: Readonly<Record<Basis, string>> = {
  itself: "its own coordinates",
  country: "within the outlines of the country",
  parts: "amid those of its parts that have coordinates",
  whole: "where the place that contains it is drawn",
};

export async function showMap(stage: Stage): Promise<void> {
  const { choice, root } = stage;
  const given: Given = {
    since: choice["since"] ? { text: choice["since"] } : undefined,
    until: choice["until"] ? { text: choice["until"] } : undefined,
    kind: choice["kind"] ? { iri: choice["kind"] } : undefined,
    actor: choice["actor"] ? { iri: choice["actor"] } : undefined,
    dated: choice["since"] || choice["until"] ? { text: "yes" } : undefined,
  };
  const [{ rows, more }, kinds, base, world] = await Promise.all([ask(placesQuery, given), ask(kindsQuery), findBase(), loadWorld()]);
  const { placed, left } = placeSpots(readSpots(rows), world.findMiddle);
  const called = await findLabels([...placed, ...left].map((one) => one.place));
  if (stage.signal.aborted) return;
  const name = (spot: Spot): string => called.get(spot.place)?.label || shorten(spot.place);
  const options = kinds.rows.map((row) => ({ value: row["kind"] ?? "", label: `${shorten(row["kind"] ?? "")} (${row["events"]})` }));
  const form = makeForm(
    [
      { name: "since", label: "From day", type: "date" },
      { name: "until", label: "To day", type: "date" },
      { name: "kind", label: "Type of event", type: "choice", options },
      { name: "actor", label: "Actor", type: "node", kind: "actor" },
    ],
    choice,
    stage.choose,
  );
  root.append(form.root);
  if (placed.length + left.length === 0) {
    root.append(tell(Object.values(choice).some(Boolean) ? "Nothing fits these filters. Clear one of them." : "No event of this graph has a place.", "empty"));
    return;
  }
  if (more) root.append(tell("There are more places than are shown. Narrow the time or the type of event."));
  const card = el("section", { class: "card", "aria-label": "Places chosen", "aria-live": "polite", tabindex: -1 });
  card.append(tell("Choose a place to see its names and what is reported from there."));
  const frame = el("div", { class: "drawn" });
  const note = tell("Outlines and borders: Natural Earth, as they are held de facto; they say nothing of whose a place is. A dashed ring marks a place that is drawn by its parts, or by what contains it.");
  root.append(el("div", { class: "split" }, el("div", {}, frame, note), card));
  let chart: Chart | undefined;
  const open = (places: readonly Placed[], moved: boolean): void => {
    void showPlaces(card, stage, places, name, base, given);
    if (moved) { card.focus(); card.scrollIntoView({ block: "nearest" }); }
  };
  chart = makeChart(frame, world, placed, name, (places) => open(places, false), stage.signal);
  const find = (spot: Spot): Placed | undefined => placed.find((one) => one.place === spot.place);
  root.append(
    table<Spot>(
      "Places with events",
      [
        { title: "Place", cell: (spot) => link(name(spot), findPage(spot.place, base)) },
        { title: "Class", cell: (spot) => spot.class },
        { title: "Events", cell: (spot) => String(spot.events), class: "number" },
        { title: "Drawn by", cell: (spot) => { const one = find(spot); return one ? BASIS[one.basis] : "not on the map: nothing tells where it lies"; } },
        {
          title: "What is reported",
          cell: (spot) => el("button", {
            type: "button", "aria-label": `What is reported from ${name(spot)}`,
            click: () => { const one = find(spot) ?? { ...spot, at: [0, 0], basis: "itself" }; chart?.mark(one); open([one], true); },
          }, "Read"),
        },
      ],
      [...placed, ...left.sort((a, b) => b.events - a.events)],
      { open: placed.length === 0 },
    ),
  );
}

async function showPlaces(card: HTMLElement, stage: Stage, places: readonly Placed[], name: (spot: Spot) => string, base: string, given: Given): Promise<void> {
  card.replaceChildren();
  if (places.length > 1) card.append(el("p", { class: "hint" }, `${places.length} places lie here. Zoom in to part them.`));
  await busy(card, stage.signal, async () => {
    const parts = await Promise.all(places.slice(0, 12).map((place) => makePlaceCard(place, stage, name, base, given)));
    card.append(...parts.flat());
  });
}

async function makePlaceCard(place: Placed, stage: Stage, name: (spot: Spot) => string, base: string, given: Given): Promise<HTMLElement[]> {
  const choice = stage.choice;
  const [names, events] = await Promise.all([
    askSaved("place-names", { place: place.place }),
    askSaved("events-by-place", {
      place: place.place, since: choice["since"] ?? "", until: choice["until"] ?? "", actor: choice["actor"] ?? "",
      kind: given["kind"] && "iri" in given["kind"] ? shorten(given["kind"].iri) : "", limit: "100",
    }),
  ]);
  const list = el("ol", { class: "items" });
  for (const row of events.rows) list.append(makeEvent(row, base));
  return [
    el("h2", {}, link(name(place), findPage(place.place, base)), " ", el("span", { class: "kind" }, place.class.toLowerCase())),
    makeNames(names.rows),
    el("h3", {}, events.more ? "The first 100 events here and in its parts" : `Reported from here and its parts: ${events.rows.length}`),
    list,
  ];
}

/** All names of a place, beside each other: those of one language and user in one column, none before the others. */
function makeNames(rows: readonly Row[]): HTMLElement {
  const seen = new Set<string>();
  const body = el("tbody");
  for (const row of [...rows].sort((a, b) => (a["name"] ?? "").localeCompare(b["name"] ?? ""))) {
    const key = `${row["name"]}|${row["used_by"] ?? ""}|${row["language"] ?? ""}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const cell = el("th", { scope: "row" }, words(row["name"] ?? ""));
    if (row["language"]) cell.lang = row["language"];
    body.append(el("tr", {}, cell, el("td", {}, row["language"] ?? ""), el("td", {}, words(row["used_by"] ?? "")), el("td", {}, row["known_from"] ?? "")));
  }
  const head = el("tr", {}, ...["Name", "Language", "Used by", "Known from"].map((one) => el("th", { scope: "col" }, one)));
  return el("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": "Names" }, el("table", { class: "names" }, el("caption", {}, "Its names, by the alphabet; none is the right one"), el("thead", {}, head), body));
}

function makeEvent(row: Row, base: string): HTMLElement {
  const about = [writeSpan(row["from"], row["to"]), row["factuality"], row["according_to"] && `according to ${row["according_to"]}`, row["article"]];
  return el(
    "li",
    {},
    el("p", { class: "gist" }, el("span", { class: "kind" }, row["kind"] ?? ""), " ", link(row["event"] ?? "", findPage(row["node"] ?? "", base))),
    el("blockquote", {}, words(row["sentence"] ?? "", "p")),
    el("p", { class: "source" }, words(about.filter(Boolean).join(" · "))),
  );
}
