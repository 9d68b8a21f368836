/** Query editor: YASGUI, which knows the saved queries, the prefixes and the terms of the vocabulary. */

import Yasgui from "@zazuko/yasgui";
import looks from "@zazuko/yasgui/build/yasgui.min.css";
import { ask, findBase, listSaved, readSaved, ROOT, type Saved } from "./api";
import { el, tell } from "./dom";
import { findPage } from "./links";
import { listPrefixes, tidy } from "./prefixes";
import terms from "./queries/terms.rq";
import { busy, type Stage } from "./view";

type Completer = (typeof Yasgui.Yasqe.Autocompleters)[string];

const SAMPLE = `SELECT DISTINCT ?who ?act ?whom WHERE {
  ?statement say:speaker ?speaker ; say:illocution ?act ; say:target ?target .
  ?speaker rdfs:label ?who .
  ?target rdfs:label ?whom .
} LIMIT 50
`;

export async function showEditor(stage: Stage): Promise<void> {
  const [saved, base, known] = await Promise.all([listSaved(), findBase(), ask(terms)]);
  if (stage.signal.aborted) return;
  await dress();
  const prefixes = listPrefixes(base);
  teach(prefixes, known.rows.map((row) => [row["term"] ?? "", row["sort"] ?? ""] as const));
  const part = el("div", { class: "yasgui" });
  const fault = el("div", { role: "status" });
  const about = el("p", { class: "hint" });
  const list = makeList(saved, (one) => void load(one));
  stage.root.append(el("div", { class: "ask-saved" }, list, about, fault), part);
  const endpoint = new URL("sparql", ROOT).href;
  const used = pick(prefixes, ["rdfs", "say"]);
  const head = Object.entries(used).map(([name, space]) => `PREFIX ${name}: <${space}>\n`).join("");
  const settings = Yasgui.Yasqe.defaults;
  settings.value = `${head}\n${SAMPLE}`;
  const editor = new Yasgui(part, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    autofocus: false,
    persistenceId: `sayso ${ROOT.pathname}`,
    yasr: { prefixes },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [], renderItem: (item, source) => { source.textContent = item.value.endpoint; } },
  });
  stage.signal.addEventListener("abort", () => editor.destroy());
  const tabs = el("div", { role: "tablist", "aria-label": "Queries" });
  part.before(tabs);
  const mend = new MutationObserver(() => mendAccess(part, tabs));
  mend.observe(part, { childList: true, subtree: true });
  stage.signal.addEventListener("abort", () => mend.disconnect());
  mendAccess(part, tabs);
  leadToPages(part, base);

  async function load(one: Saved): Promise<void> {
    await busy(fault, stage.signal, async () => {
      const text = tidy(await readSaved(one.name));
      const found = Object.values(editor._tabs).find((tab) => tab.getName() === one.name);
      const tab = found ?? editor.addTab(true, { name: one.name });
      if (found) found.select();
      tab.setQuery(text);
      about.textContent = `${one.asks} The lines that begin with “#?” count once you take off these signs and put a value in place of ?given_….`;
      fault.replaceChildren();
    });
  }
  // What an address names is loaded at once.
  const wished = saved.find((one) => one.name === stage.choice["saved"]);
  if (wished) await load(wished);
  else if (stage.choice["saved"]) fault.append(tell("No saved query is called so.", "fault"));
}

/** Loads the looks of the editor, before those of this page, which thus prevail. */
function dress(): Promise<void> {
  const id = "editor-looks";
  if (document.getElementById(id)) return Promise.resolve();
  return new Promise((resolve) => {
    const sheet = el("link", { id, rel: "stylesheet", href: new URL(looks, import.meta.url).href, load: () => resolve(), error: () => resolve() });
    document.head.prepend(sheet);
  });
}

function pick(from: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (from[name] ? [[name, from[name]]] : [])));
}

function makeList(saved: readonly Saved[], chosen: (one: Saved) => void): HTMLElement {
  const choice = el("select", { id: "saved" });
  const groups = new Map<string, HTMLElement>();
  for (const one of saved) {
    let group = groups.get(one.group);
    if (!group) {
      group = el("optgroup", { label: one.group });
      groups.set(one.group, group);
      choice.append(group);
    }
    group.append(el("option", { value: one.name }, one.title));
  }
  const take = (): void => {
    const one = saved.find((each) => each.name === choice.value);
    if (one) chosen(one);
  };
  return el("p", { class: "filters" }, el("label", { for: "saved" }, "Saved query"), choice, el("button", { type: "button", click: take }, "Load into a tab"));
}

/** Teaches the editor's completion our prefixes and terms, and takes away what would ask other servers. */
function teach(prefixes: Readonly<Record<string, string>>, known: readonly (readonly [term: string, sort: string])[]): void {
  const { Yasqe } = Yasgui;
  Yasqe.defaults.prefixCcApi = null;
  const replace = (name: string, values: readonly string[]): void => {
    const before: Completer | undefined = Yasqe.Autocompleters[name];
    if (before) Yasqe.Autocompleters[name] = { ...before, persistenceId: null, bulk: true, get: () => [...values] };
  };
  replace("prefixes", Object.entries(prefixes).map(([name, space]) => `${name}: <${space}>`));
  replace("class", known.flatMap(([term, sort]) => (sort === "class" ? [term] : [])));
  replace("property", known.flatMap(([term, sort]) => (sort === "property" ? [term] : [])));
}

/** Names what the editor leaves without a name, for screen readers, and lets the keyboard reach what scrolls. */
function mendAccess(part: HTMLElement, tabs: HTMLElement): void {
  const set = (selector: string, name: string, value: string): void => {
    for (const one of part.querySelectorAll(selector)) if (one.getAttribute(name) !== value) one.setAttribute(name, value);
  };
  set(".CodeMirror textarea", "aria-label", "SPARQL");
  set(".tableSizer", "aria-label", "Rows on a page");
  set(".tableFilter", "aria-label", "Filter the rows");
  set(".CodeMirror-scroll", "tabindex", "0");
  // The list of tabs also holds the button that adds one, which is no tab: it is listed by another element.
  set(".tabsList", "role", "presentation");
  const ids = [...part.querySelectorAll<HTMLElement>(".tabsList [role=tab]")].map((one, index) => (one.id ||= `tab-${index}-${Date.now()}`));
  if (tabs.getAttribute("aria-owns") !== ids.join(" ")) tabs.setAttribute("aria-owns", ids.join(" "));
}

/** IRIs of this graph in answers lead to its pages. */
function leadToPages(part: HTMLElement, base: string): void {
  part.addEventListener("click", (event) => {
    const anchor = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.iri, .uri a, a[href]") : null;
    const page = anchor && findPage(anchor.getAttribute("href") ?? "", base);
    if (!page) return;
    event.preventDefault();
    window.open(page, "_blank", "noopener");
  });
}
