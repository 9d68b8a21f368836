/** Queries from files, filled in: as the saved queries of sayso, `#? name: PATTERN` counts only where *name* is given. */

import { Fault } from "./fault";

/** A value to be put into a query: an IRI or a plain text. */
export type Term = { iri: string } | { text: string };
export type Given = Readonly<Record<string, Term | undefined>>;

/** Writes a term as SPARQL; what is no IRI that could stand in angle brackets is refused. */
export function writeTerm(term: Term): string {
  if ("iri" in term) {
    if (!/^[a-z][a-z0-9+.-]*:[^\u0000-\u0020<>"{}|\\^`]*$/i.test(term.iri)) throw new Fault(`${term.iri.slice(0, 80)}: is no IRI. Choose another name, or open this view anew.`);
    return `<${term.iri}>`;
  }
  const escaped = term.text.replace(/[\\"\n\r\t]/g, (one) => ESCAPES[one] ?? one);
  return `"${escaped}"`;
}

const ESCAPES: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Fills a query in: its optional lines, and `?given_name` for each value. */
export function fill(template: string, given: Given = {}, values: readonly string[] = []): string {
  const lines = template.split("\n").map((line) => {
    const found = /^\s*#\?\s*([a-z_]+):\s*(.*)$/.exec(line);
    if (!found) return line;
    return given[found[1] ?? ""] === undefined ? "" : (found[2] ?? "");
  });
  let text = lines.filter((line) => !/^\s*#/.test(line)).join("\n");
  text = text.replace("#values", values.map((iri) => writeTerm({ iri })).join(" "));
  return text.replace(/\?given_([a-z_]+)/g, (whole, name: string) => {
    const term = given[name];
    return term === undefined ? whole : writeTerm(term);
  });
}
