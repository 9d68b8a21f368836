/** Kinds of edges and classes of actors, with how they are shown. Colours hold on light and dark ground. */

export const KIND_COLOURS: Readonly<Record<string, string>> = {
  accuse: "#d1495b", condemn: "#c2661c", threaten: "#9b3fb5", deny: "#2f7fc1", demand: "#8a7a12", support: "#2f8f4e",
  meet: "#2f8f4e", agree: "#2f8f4e", tell: "#7d8794", "co-mention": "#7d8794",
};
export const OTHER_KIND = "#7d8794";

export const CLASS_COLOURS: Readonly<Record<string, string>> = {
  State: "#4078c0", Organization: "#d17a22", Person: "#3c9a5f", Group: "#a05fb4", MediaOutlet: "#b8536a", AnonymousSource: "#808890",
};
export const OTHER_CLASS = "#808890";

export const CLASS_NAMES: Readonly<Record<string, string>> = {
  State: "state", Organization: "organization", Person: "person", Group: "group", MediaOutlet: "medium", AnonymousSource: "unnamed source",
};
