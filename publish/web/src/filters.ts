/** The form above a view: what it is narrowed to. */

import { suggest, type Suggestion } from "./api";
import type { Choice } from "./address";
import { el } from "./dom";

export type Field =
  | { name: string; label: string; type: "date" }
  | { name: string; label: string; type: "number"; least: number }
  | { name: string; label: string; type: "flag" }
  | { name: string; label: string; type: "choice"; options: readonly { value: string; label: string }[] }
  | { name: string; label: string; type: "node"; kind: "actor" | "place" };

export type Form = { root: HTMLFormElement; read: () => Record<string, string> };

let count = 0;

/** Makes the form; *changed* is called with what is chosen when it changes. A chosen node is its IRI, its name `NAME_name`. */
export function makeForm(fields: readonly Field[], choice: Choice, changed: (choice: Choice) => void): Form {
  const readers = new Map<string, () => Record<string, string>>();
  const fault = el("p", { class: "fault", role: "alert", hidden: true });
  const root = el("form", { class: "filters", "aria-label": "Filters", submit: (event) => event.preventDefault() });
  const read = (): Record<string, string> => Object.assign({}, ...[...readers.values()].map((one) => one())) as Record<string, string>;
  function update(): void {
    const now = read();
    const { since, until } = now;
    const swapped = since && until && since > until;
    fault.textContent = swapped ? "The first day comes after the last one. Swap them." : "";
    fault.hidden = !swapped;
    if (!swapped) changed(now);
  }
  for (const field of fields) root.append(makeField(field, choice, readers, update));
  const clear = el("button", { type: "button", click: () => changed({}) }, "Clear");
  root.append(clear, fault);
  return { root, read };
}

function makeField(field: Field, choice: Choice, readers: Map<string, () => Record<string, string>>, update: () => void): HTMLElement {
  const id = `field-${++count}`;
  const before = choice[field.name] ?? "";
  if (field.type === "node") return makeNodeField(field, id, choice, readers, update);
  if (field.type === "flag") {
    const box = el("input", { id, type: "checkbox", checked: before === "yes", change: update });
    readers.set(field.name, () => ({ [field.name]: box.checked ? "yes" : "" }));
    return el("p", { class: "flag" }, box, el("label", { for: id }, field.label));
  }
  let control: HTMLInputElement | HTMLSelectElement;
  if (field.type === "choice") {
    control = el("select", { id, change: update }, el("option", { value: "" }, "all"));
    for (const one of field.options) control.append(el("option", { value: one.value, selected: one.value === before }, one.label));
    control.value = before;
  } else if (field.type === "number") {
    control = el("input", { id, type: "number", min: field.least, value: before || field.least, change: update });
  } else {
    control = el("input", { id, type: "date", min: "0001-01-01", max: "9999-12-31", value: before, change: update });
  }
  readers.set(field.name, () => {
    const value = control.value === (field.type === "number" ? String(field.least) : "") ? "" : control.value;
    return { [field.name]: value };
  });
  return el("p", {}, el("label", { for: id }, field.label), control);
}

function makeNodeField(
  field: { name: string; label: string; kind: "actor" | "place" },
  id: string,
  choice: Choice,
  readers: Map<string, () => Record<string, string>>,
  update: () => void,
): HTMLElement {
  const list = el("datalist", { id: `${id}-list` });
  let found: Suggestion[] = [];
  let iri = choice[field.name] ?? "";
  let name = choice[`${field.name}_name`] ?? iri;
  const hint = el("span", { class: "hint", id: `${id}-hint`, role: "status" });
  const input = el("input", {
    id, type: "text", list: list.id, value: name, autocomplete: "off", maxlength: 200, "aria-describedby": hint.id,
    placeholder: "begin to type a name",
  });
  async function look(): Promise<void> {
    const text = input.value.trim();
    if (text.length < 2) return;
    try {
      found = await suggest(text, field.kind);
    } catch {
      found = [];
    }
    list.replaceChildren(...found.map((one) => el("option", { value: one.name })));
  }
  async function take(): Promise<void> {
    const text = input.value.trim();
    hint.textContent = "";
    if (!text) {
      if (iri) { iri = name = ""; update(); }
      return;
    }
    if (text === name) return;
    let one = found.find((each) => each.name === text);
    if (!one) {
      await look();
      one = found.find((each) => each.name.toLowerCase() === text.toLowerCase()) ?? found[0];
    }
    if (!one) {
      hint.textContent = `No ${field.kind} is called so.`;
      return;
    }
    iri = one.iri;
    name = one.name;
    update();
  }
  input.addEventListener("input", () => void look());
  input.addEventListener("change", () => void take());
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") void take(); });
  readers.set(field.name, () => ({ [field.name]: iri, [`${field.name}_name`]: iri ? name : "" }));
  return el("p", {}, el("label", { for: id }, field.label), input, list, hint);
}
