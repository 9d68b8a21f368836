/** What nodes are called: the same choice as the pages and the exports make. */

import { ask, type Row } from "./api";
import labels from "./queries/labels.rq";

export type Called = { label: string; class: string };

const CLASSES = ["Person", "Organization", "MediaOutlet", "State", "Group", "AnonymousSource"];

type Candidate = { text: string; language: string; known: boolean; times: number };

function rank(language: string): number {
  return /^en(-|$)/.test(language) ? 0 : language === "" ? 1 : 2;
}

/** Chooses among labels: the authority's before those of articles; English before others; the commonest; the longest; the first in order. */
export function choose(candidates: readonly Candidate[]): string {
  const sorted = [...candidates].sort(
    (a, b) =>
      Number(b.known) - Number(a.known) ||
      rank(a.language) - rank(b.language) ||
      b.times - a.times ||
      b.text.length - a.text.length ||
      (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  );
  return sorted[0]?.text ?? "";
}

/** Gathers what rows say of each node. */
export function gather(rows: readonly Row[]): Map<string, Called> {
  const names = new Map<string, Candidate[]>();
  const classes = new Map<string, Set<string>>();
  for (const row of rows) {
    const node = row["node"];
    if (!node) continue;
    if (row["label"] !== undefined) {
      const known = row["known"] === "true" || row["known"] === "1";
      const list = names.get(node) ?? [];
      list.push({ text: row["label"], language: row["language"] ?? "", known, times: Number(row["times"] ?? 1) });
      names.set(node, list);
    } else if (row["class"]) {
      classes.set(node, (classes.get(node) ?? new Set()).add(row["class"]));
    }
  }
  const out = new Map<string, Called>();
  for (const node of new Set([...names.keys(), ...classes.keys()])) {
    const found = CLASSES.find((one) => classes.get(node)?.has(one)) ?? "";
    out.set(node, { label: choose(names.get(node) ?? []), class: found });
  }
  return out;
}

/** Asks what nodes are called, some hundred at a time. */
export async function findLabels(nodes: readonly string[]): Promise<Map<string, Called>> {
  const out = new Map<string, Called>();
  for (let start = 0; start < nodes.length; start += 500) {
    const { rows } = await ask(labels, {}, nodes.slice(start, start + 500));
    for (const [node, called] of gather(rows)) out.set(node, called);
  }
  return out;
}
