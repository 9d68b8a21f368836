/** What the server answers: SPARQL and the saved queries. Addresses are relative, so that it may stand anywhere. */

import { Fault } from "./fault";
import base from "./queries/base.rq";
import { fill, type Given } from "./sparql";

export { Fault };

/** A row of an answer: values by column; what is not bound is missing. */
export type Row = Readonly<Record<string, string | undefined>>;
export type Answer = { rows: Row[]; more: boolean };

/** A saved query, as the server lists it. */
export type Saved = {
  name: string;
  title: string;
  asks: string;
  group: string;
  parameters: { name: string; type: string; meaning: string }[];
};

/** Where the server's root is, as seen from this page. */
export const ROOT = new URL("../", document.baseURI);

async function send(address: URL, options: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Fault("The server does not answer. See whether sayso serve still runs, then try again.");
  }
  if (!response.ok) throw new Fault(await explain(response));
  return response;
}

async function explain(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as { message?: string };
    if (body.message) return body.message;
  } catch {
    // Not JSON: told as it is.
  }
  return text.trim().slice(0, 500) || `The server answered with status ${response.status}.`;
}

/** Asks a query, and returns its rows. */
export async function ask(template: string, given: Given = {}, values: readonly string[] = []): Promise<Answer> {
  const response = await send(new URL("sparql", ROOT), {
    method: "POST",
    headers: { accept: "application/sparql-results+json, application/json;q=0.5" },
    body: new URLSearchParams({ query: fill(template, given, values) }),
  });
  const data = (await response.json()) as { results: { bindings: Record<string, { value: string }>[] } };
  const rows = data.results.bindings.map((one) =>
    Object.fromEntries(Object.entries(one).map(([name, cell]) => [name, cell.value])),
  );
  return { rows, more: response.headers.has("sayso-cut") };
}

/** Asks a saved query; empty parameters are left out. */
export async function askSaved(name: string, parameters: Readonly<Record<string, string>>): Promise<Answer> {
  const address = new URL(`query/${encodeURIComponent(name)}`, ROOT);
  address.searchParams.set("format", "json");
  for (const [key, value] of Object.entries(parameters)) if (value) address.searchParams.set(key, value);
  const response = await send(address, { headers: { accept: "application/json" } });
  const data = (await response.json()) as { rows: Record<string, string | null>[]; more: boolean };
  const rows = data.rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter((one): one is [string, string] => one[1] !== null)),
  );
  return { rows, more: data.more };
}

/** Lists the saved queries. */
export async function listSaved(): Promise<Saved[]> {
  const response = await send(new URL("query/", ROOT), { headers: { accept: "application/json" } });
  return (await response.json()) as Saved[];
}

/** Returns the text of a saved query. */
export async function readSaved(name: string): Promise<string> {
  const response = await send(new URL(`query/${encodeURIComponent(name)}.rq`, ROOT), {});
  return await response.text();
}

export type Suggestion = { name: string; iri: string };

/** Returns nodes whose name begins so. */
export async function suggest(text: string, kind: string): Promise<Suggestion[]> {
  const address = new URL("suggest", ROOT);
  address.search = new URLSearchParams({ q: text, kind }).toString();
  const response = await send(address, {});
  const [, names, , iris] = (await response.json()) as [string, string[], string[], string[]];
  return names.map((name, index) => ({ name, iri: iris[index] ?? "" }));
}

let known: Promise<string> | undefined;

/** Returns what the IRIs of this graph begin with. */
export function findBase(): Promise<string> {
  known ??= ask(base).then(
    ({ rows }) => (rows[0]?.["graph"] ?? "").replace(/graph\/ontology$/, ""),
    (error: unknown) => {
      known = undefined;
      throw error;
    },
  );
  return known;
}
