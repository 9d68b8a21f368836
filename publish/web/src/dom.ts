/** Elements, made with text only: nothing that an article holds is ever read as HTML. */

type Child = Node | string | undefined | false;
type Props = Readonly<Record<string, string | boolean | number | undefined | ((event: Event) => void)>>;

/** Makes an element; functions are listeners, all else are attributes; false and undefined are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  dress(made, props, children);
  return made;
}

/** Makes an element of SVG. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(made, props, children);
  return made;
}

function dress(made: Element, props: Props, children: readonly Child[]): void {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value));
  }
  for (const child of children) if (child !== undefined && child !== false) made.append(child);
}

/** Puts a text that an article gave into an element that lets its own direction hold. */
export function words(text: string, tag: "span" | "p" | "q" | "bdi" = "bdi"): HTMLElement {
  const made = document.createElement(tag);
  made.dir = "auto";
  made.textContent = text.trim();
  return made;
}

/** A link to a page of the graph, or the bare text where there is no page. */
export function link(text: string, address: string | undefined): HTMLElement {
  if (address === undefined) return words(text);
  const made = el("a", { href: address });
  made.append(words(text));
  return made;
}

/** A message in place of what cannot be shown. */
export function tell(text: string, kind: "empty" | "fault" | "hint" = "hint"): HTMLElement {
  return el("p", kind === "fault" ? { class: "fault", role: "alert" } : { class: kind }, text);
}

export type Column<T> = { title: string; cell: (row: T) => Node | string; class?: string };

const SHOWN = 200;

/** A plain table of rows, some hundred at a time, in a part that can be opened. */
export function table<T>(title: string, columns: readonly Column<T>[], rows: readonly T[], options: { open?: boolean } = {}): HTMLElement {
  const body = el("tbody");
  const count = el("span", { class: "count" });
  const more = el("button", { type: "button", click: () => add() }, "Show more rows");
  let shown = 0;
  function add(): void {
    for (const row of rows.slice(shown, shown + SHOWN)) {
      const line = el("tr");
      for (const column of columns) line.append(el("td", { class: column.class }, column.cell(row)));
      body.append(line);
    }
    shown = Math.min(rows.length, shown + SHOWN);
    count.textContent = shown < rows.length ? `${shown} of ${rows.length}` : String(rows.length);
    more.hidden = shown >= rows.length;
  }
  add();
  const head = el("tr", {}, ...columns.map((one) => el("th", { scope: "col", class: one.class }, one.title)));
  const whole = el("table", {}, el("caption", {}, title), el("thead", {}, head), body);
  const scroll = el("div", { class: "scroll", role: "region", tabindex: 0, "aria-label": title }, whole);
  return el("details", { class: "rows", open: options.open ?? false }, el("summary", {}, "As a table ", count), scroll, more);
}
