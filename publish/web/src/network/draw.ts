/** The picture of the network, with sigma. */

import EdgeCurve, { EdgeCurvedArrowProgram, indexParallelEdgesIndex } from "@sigma/edge-curve";
import { MultiDirectedGraph, UndirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type Graph from "graphology-types";
import Sigma from "sigma";
import { EdgeArrowProgram, type NodeLabelDrawingFunction } from "sigma/rendering";
import { CLASS_COLOURS, KIND_COLOURS, OTHER_CLASS, OTHER_KIND } from "../kinds";
import type { Called } from "../labels";
import { countTouched, getRadius, getWidth, placeOnCircle, type Edge } from "./model";
import { findParts, pack, scalePart, type Point } from "./pack";

export type Picture = {
  zoom: (factor: number) => void;
  move: (x: number, y: number) => void;
  reset: () => void;
  mark: (edge: Edge | undefined) => void;
  /** Where the middle of an edge lies, in pixels of the picture. */
  find: (edge: Edge) => { x: number; y: number };
  end: () => void;
};

type NodeLook = { label: string; x: number; y: number; size: number; color: string };
type EdgeLook = { size: number; color: string; type: string; curvature?: number; edge: Edge; parallelIndex?: number | null; parallelMinIndex?: number | null; parallelMaxIndex?: number | null };

/** Draws a network; throws where the browser cannot draw with WebGL. */
export function draw(
  root: HTMLElement,
  edges: readonly Edge[],
  called: ReadonlyMap<string, Called>,
  onEdge: (edge: Edge) => void,
  onNode: (iri: string) => void,
): Picture {
  const shape = root.clientWidth / Math.max(root.clientHeight, 1) || 1;
  const graph = makeGraph(edges, called, shape);
  const keys = new Map(graph.mapEdges((key, look) => [look.edge, key] as const));
  let marked: string | undefined;
  let near: string | undefined;
  const sigma = new Sigma(graph as Graph, root, {
    enableEdgeEvents: true,
    renderEdgeLabels: false,
    defaultEdgeType: "straight",
    edgeProgramClasses: { straight: EdgeArrowProgram, curved: EdgeCurvedArrowProgram, plain: EdgeCurve },
    labelFont: "system-ui, sans-serif",
    labelSize: shape < 1 ? 12 : 13,
    defaultDrawNodeLabel: drawLabel,
    labelDensity: shape < 1 ? 1 : 2,
    labelRenderedSizeThreshold: 5,
    minEdgeThickness: 1.5,
    zIndex: true,
    // A part of the page that is not shown has no width; nothing is to be said of that.
    allowInvalidContainer: true,
    stagePadding: 40,
    edgeReducer: (key, data) => {
      const look = data as EdgeLook;
      if (key === marked || key === near) return { ...look, size: look.size + 2.5, zIndex: 2 };
      return marked === undefined ? look : { ...look, color: `${look.color}66`, zIndex: 0 };
    },
  });
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = (): void => {
    sigma.setSetting("labelColor", { color: getComputedStyle(root).color });
  };
  paint();
  dark.addEventListener("change", paint);
  sigma.on("clickEdge", ({ edge }) => onEdge(graph.getEdgeAttribute(edge, "edge")));
  sigma.on("clickNode", ({ node }) => onNode(node));
  sigma.on("enterEdge", ({ edge }) => { near = edge; root.style.cursor = "pointer"; sigma.refresh({ skipIndexation: true }); });
  sigma.on("leaveEdge", () => { near = undefined; root.style.cursor = ""; sigma.refresh({ skipIndexation: true }); });
  sigma.on("enterNode", () => { root.style.cursor = "pointer"; });
  sigma.on("leaveNode", () => { root.style.cursor = ""; });
  const camera = sigma.getCamera();
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const duration = still ? 1 : 150;
  return {
    zoom: (factor) => void camera.animate({ ratio: camera.ratio / factor }, { duration }),
    move: (x, y) => void camera.animate({ x: camera.x + x * camera.ratio, y: camera.y + y * camera.ratio }, { duration }),
    reset: () => void camera.animatedReset({ duration }),
    mark: (edge) => {
      marked = edge && keys.get(edge);
      sigma.refresh({ skipIndexation: true });
    },
    find: (edge) => {
      const [a, b] = [edge.source, edge.target].map((id) => sigma.graphToViewport(graph.getNodeAttributes(id)));
      return a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : { x: 0, y: 0 };
    },
    end: () => {
      dark.removeEventListener("change", paint);
      sigma.kill();
    },
  };
}

function makeGraph(edges: readonly Edge[], called: ReadonlyMap<string, Called>, shape: number): MultiDirectedGraph<NodeLook, EdgeLook> {
  const graph = new MultiDirectedGraph<NodeLook, EdgeLook>();
  const touched = countTouched(edges);
  const places = placeOnCircle([...touched.keys()]);
  for (const [id, count] of [...touched].sort()) {
    const { label, class: sort } = called.get(id) ?? { label: id, class: "" };
    const at = places.get(id) ?? { x: 0, y: 0 };
    graph.addNode(id, { label: shortenLabel(label || id), ...at, size: getRadius(count), color: CLASS_COLOURS[sort] ?? OTHER_CLASS });
  }
  for (const edge of edges) {
    const color = KIND_COLOURS[edge.kind] ?? OTHER_KIND;
    graph.addDirectedEdge(edge.source, edge.target, { size: getWidth(edge.weight), color, type: "straight", edge });
  }
  bend(graph);
  arrange(graph, shape);
  return graph;
}

/** Lays each connected part out by itself, and the parts beside each other. */
function arrange(graph: MultiDirectedGraph<NodeLook, EdgeLook>, shape: number): void {
  const links = graph.mapEdges((_key, _look, source, target) => [source, target] as const);
  const parts = findParts(graph.nodes(), links).map((ids) => {
    const part = new UndirectedGraph<Point>();
    const start = placeOnCircle(ids);
    for (const id of ids) part.addNode(id, start.get(id) ?? { x: 0, y: 0 });
    for (const [a, b] of links) if (part.hasNode(a)) part.mergeUndirectedEdge(a, b);
    if (ids.length > 2) {
      forceAtlas2.assign(part, {
        iterations: ids.length > 600 ? 150 : 500,
        settings: { ...forceAtlas2.inferSettings(part), gravity: 0.6, scalingRatio: 8, barnesHutOptimize: ids.length > 300 },
      });
    }
    const inner = links.filter(([a]) => part.hasNode(a));
    return scalePart(new Map(part.mapNodes((id, { x, y }) => [id, { x, y }] as const)), inner);
  });
  // Names stand to the right and need room there.
  pack(parts, { x: 2, y: 0.9 }, shape).forEach((corner, index) => {
    for (const [id, { x, y }] of parts[index]?.points ?? []) graph.mergeNodeAttributes(id, { x: corner.x + x, y: -corner.y - y });
  });
}

/** Bends edges that share their ends, so that each can be seen and clicked. */
function bend(graph: MultiDirectedGraph<NodeLook, EdgeLook>): void {
  indexParallelEdgesIndex(graph, { edgeIndexAttribute: "parallelIndex", edgeMinIndexAttribute: "parallelMinIndex", edgeMaxIndexAttribute: "parallelMaxIndex" });
  graph.forEachEdge((key, { parallelIndex: index, parallelMinIndex: least, parallelMaxIndex: most }) => {
    if (typeof least === "number") {
      graph.mergeEdgeAttributes(key, { type: index ? "curved" : "straight", curvature: getCurve(index ?? 0, most ?? 0) });
    } else if (typeof index === "number") {
      graph.mergeEdgeAttributes(key, { type: "curved", curvature: getCurve(index, most ?? 0) });
    }
  });
}

function getCurve(index: number, most: number): number {
  if (most <= 0) return 0;
  if (index < 0) return -getCurve(-index, most);
  const amplitude = 3.5;
  const largest = amplitude * (1 - Math.exp(-most / amplitude)) * 0.25;
  return (largest * index) / most;
}

/** Draws a name on a halo of the ground's colour, so that it can be read across edges. */
const drawLabel: NodeLabelDrawingFunction = (context, data, settings) => {
  if (!data.label) return;
  const { x, y, size } = data;
  context.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = getComputedStyle(document.body).backgroundColor;
  context.strokeText(data.label, x + size + 3, y + settings.labelSize / 3);
  context.fillStyle = settings.labelColor.color ?? "#000";
  context.fillText(data.label, x + size + 3, y + settings.labelSize / 3);
};

/** Long names make a picture unreadable; the table has them whole. */
function shortenLabel(label: string): string {
  return label.length > 28 ? `${label.slice(0, 27)}…` : label;
}
