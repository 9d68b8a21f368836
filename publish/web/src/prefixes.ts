/** The prefixes of published data: those of the JSON-LD context, and one for each folder of the graph. */

import file from "../../context.jsonld";

const FOLDERS = ["actor", "article", "dispute", "event", "figure", "graph", "occurrence", "passage", "place", "role", "statement"];

/** Returns prefix and namespace, sorted; the folders only where the base is known. */
export function listPrefixes(base: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(file["@context"])) {
    if (typeof value === "string" && !name.startsWith("@") && /[/#]$/.test(value)) out[name] = value;
  }
  if (base) for (const name of FOLDERS) out[name] = `${base}${name}/`;
  return Object.fromEntries(Object.entries(out).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns a saved query as it is shown in the editor: of its head the parameters are kept; hints for the engine are left out. */
export function tidy(query: string): string {
  const kept = query.split("\n").flatMap((line) => {
    if (/^\s*#(@|\s*(title|asks|note|example|group|column)\b)/.test(line)) return [];
    const bare = line.replace(/\s*#@.*$/, "").replace(/\s*#! .*$/, "");
    // The editor's grammar wants parentheses where SPARQL's does not.
    return [/^ORDER BY/.test(bare) ? bare.replace(/(?<=\s)((?:MIN|MAX|COUNT|SUM|AVG)\(\?\w+\))/g, "($1)") : bare];
  });
  return kept.join("\n");
}
