/** From an IRI to the page that tells of it. */

/** Returns the address of a node's page below the server's root; undefined where the IRI is not of this graph. */
export function findPage(iri: string, base: string): string | undefined {
  if (!base || !iri.startsWith(base)) return undefined;
  const path = iri.slice(base.length);
  // A path that leads elsewhere is no page of this graph.
  if (!path || path.startsWith("/") || path.includes("..") || /[?#\\]/.test(path)) return undefined;
  return `../${path}.html`;
}

/** Returns the last part of an IRI. */
export function shorten(iri: string): string {
  return iri.slice(Math.max(iri.lastIndexOf("/"), iri.lastIndexOf("#")) + 1);
}
