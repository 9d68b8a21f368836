/** The address of a view: `#network?since=2023-09&kind=accuse`. What is chosen stands in it, so that it can be sent on. */

export type Choice = Readonly<Record<string, string>>;
export type Address = { view: string; choice: Choice };

/** Reads the part behind the hash sign. */
export function readAddress(hash: string): Address {
  const text = hash.replace(/^#/, "");
  const mark = text.indexOf("?");
  const view = mark < 0 ? text : text.slice(0, mark);
  const choice: Record<string, string> = {};
  if (mark >= 0) for (const [name, value] of new URLSearchParams(text.slice(mark + 1))) choice[name] = value;
  return { view, choice };
}

/** Writes it; what is empty is left out. */
export function writeAddress(address: Address): string {
  const query = new URLSearchParams(Object.entries(address.choice).filter(([, value]) => value !== ""));
  return `#${address.view}${query.size ? `?${query}` : ""}`;
}
